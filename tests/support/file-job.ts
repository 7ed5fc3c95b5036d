import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { NetworkLog } from '../../main/core/network/network-log.ts'
import type { PartState } from '../../main/core/ports/download-repository.ts'
import type { FileJob } from '../../main/core/ports/file-source.ts'
import { tempFolder } from './temp-store.ts'

type Recorded = {
  requests: NetworkLog
  /** Each report of bytes that came. */
  received: number[]
  /** Each report of the file's size. */
  totals: Set<number | null>
  /** What was last said to be safe on the disk. */
  kept: PartState | null
  isWhole: boolean
}

/** A job to bring a file into a folder of the test's own, and what is reported on the way. */
export function fileJob(change: Partial<FileJob> = {}): { job: FileJob; recorded: Recorded; folder: string } {
  const folder = tempFolder()
  const requests = new NetworkLog(() => 1)
  const recorded: Recorded = { requests, received: [], totals: new Set(), kept: change.resume ?? null, isWhole: false }
  const job: FileJob = {
    path: 'model.gguf',
    expected: { fileName: 'model.gguf', sizeBytes: null, sha256: null },
    partPath: join(folder, 'model.gguf.part'),
    resume: null,
    signal: new AbortController().signal,
    begin: (target) => requests.begin(target, 'model-download'),
    onReceived: (receivedBytes, sizeBytes) => {
      recorded.received.push(receivedBytes)
      recorded.totals.add(sizeBytes)
    },
    onKept: (state) => {
      recorded.kept = state
    },
    onWhole: () => {
      recorded.isWhole = true
    },
    ...change,
  }
  return { job, recorded, folder }
}

/** A part file on a disk that is full, whatever was free before. On Linux. */
export async function fullDisk(): Promise<string> {
  const path = join(tempFolder(), 'model.gguf.part')
  // A link, so that nothing that deletes the part deletes the device.
  await symlink('/dev/full', path)
  return path
}

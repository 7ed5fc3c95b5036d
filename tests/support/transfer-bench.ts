import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { Bandwidth } from '../../main/core/downloads/transfer/bandwidth.ts'
import { transfer } from '../../main/core/downloads/transfer/transfer.ts'
import type { TransferLimits, TransferTools } from '../../main/core/downloads/transfer/transfer-options.ts'
import { createDispatcher } from '../../main/core/network/http.ts'
import type { FileJob } from '../../main/core/ports/file-source.ts'
import { downloadHashWorker } from './download-hash-worker.ts'
import { fileJob } from './file-job.ts'

/** Small pieces, so that a small file has several; short patience where a test needs it. */
const testLimits: TransferLimits = {
  connections: 3,
  firstConnections: 3,
  fastBytesPerSecond: 1e9,
  lookMs: 20,
  pieceBytes: 100_000,
  headTimeoutMs: 20_000,
  stallTimeoutMs: 20_000,
}

/** Content without a pattern, the same each time. */
export function testContent(sizeBytes: number): Buffer {
  const content = Buffer.alloc(sizeBytes)
  let word = 1
  for (let offset = 0; offset + 4 <= sizeBytes; offset += 4) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0
    content.writeUInt32LE(word, offset)
  }
  return content
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** What transfers need, with a dispatcher of the test's own. */
export function transferTools(
  limits: Partial<TransferLimits> = {},
  bytesPerSecond: number | null = null,
): TransferTools {
  const dispatcher = createDispatcher({})
  onTestFinished(() => dispatcher.destroy())
  return {
    dispatcher,
    limits: { ...testLimits, ...limits },
    bandwidth: new Bandwidth({ bytesPerSecond }),
    hashWorkerPath: downloadHashWorker,
    now: () => Date.parse('2026-05-01T12:00:00Z'),
  }
}

type TransferOptions = {
  job?: Partial<FileJob>
  /** What lies in the part file before. */
  part?: Buffer
  limits?: Partial<TransferLimits>
  repository?: { name: string; pageUrl: string } | null
  authorization?: (url: URL) => Promise<string | null>
}

/** Transfers a file from an address, and tells what was reported on the way. */
export function startTransfer(url: URL, options: TransferOptions = {}) {
  const { limits = {}, repository = null, authorization = async () => null } = options
  const { job, recorded, folder } = fileJob(options.job)
  if (options.part) writeFileSync(job.partPath, options.part)
  const done = transfer(job, { url, asked: { what: 'the file', repository }, authorization }, transferTools(limits))
  return { done, job, recorded, folder }
}

import { createHash } from 'node:crypto'
import { Fault } from '../../fault.ts'
import type { BroughtFile, FileJob } from '../../ports/file-source.ts'
import { PartFile } from '../transfer/part-file.ts'

/**
 * Writes a stream of so many bytes to the job's part file, hashed on its way, and flushes it to the disk. Resolves when the file is what was
 * expected. Faults: CHECKSUM_MISMATCH, DISK_FULL, DOWNLOAD_FAILED (params.reason `cut-short`, `too-large`, `cannot-write`).
 */
export async function receiveFile(
  stream: AsyncIterable<Buffer>,
  sizeBytes: number,
  { partPath, expected, signal, onReceived }: FileJob,
): Promise<BroughtFile> {
  const { fileName } = expected
  const hash = createHash('sha256')
  let receivedBytes = 0
  const part = await PartFile.open(partPath)
  try {
    await part.clear()
    for await (const chunk of stream) {
      signal.throwIfAborted()
      if (receivedBytes + chunk.length > sizeBytes) throw sizeFault('too-large')
      hash.update(chunk)
      await part.write([chunk], receivedBytes)
      receivedBytes += chunk.length
      onReceived(receivedBytes, sizeBytes)
    }
    signal.throwIfAborted()
    if (receivedBytes < sizeBytes) throw sizeFault('cut-short')
    const sha256 = hash.digest('hex')
    if (expected.sha256 !== null && sha256 !== expected.sha256) {
      throw new Fault('CHECKSUM_MISMATCH', { params: { fileName, expected: expected.sha256, actual: sha256 } })
    }
    await part.sync()
    return { sizeBytes, sha256 }
  } finally {
    await part.close()
  }

  function sizeFault(reason: 'too-large' | 'cut-short'): Fault {
    const detail = `${receivedBytes} of ${sizeBytes} bytes`
    return new Fault('DOWNLOAD_FAILED', { params: { fileName, reason }, detail })
  }
}

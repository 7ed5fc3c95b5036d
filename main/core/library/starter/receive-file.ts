import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Fault } from '../../fault.ts'

/** What the file must be. */
export type ExpectedFile = { fileName: string; sizeBytes: number; sha256: string }

type ReceiveOptions = { signal: AbortSignal; onReceivedBytes: (bytes: number) => void }

/**
 * Writes a stream to `destination`, hashed on its way, and flushes it to the disk. Resolves when the file is what was expected.
 * Faults: CHECKSUM_MISMATCH, DISK_FULL, DOWNLOAD_FAILED (params.reason `cut-short` or `too-large`). The file is left for the caller.
 */
export async function receiveFile(
  stream: AsyncIterable<Uint8Array>,
  destination: string,
  expected: ExpectedFile,
  { signal, onReceivedBytes }: ReceiveOptions,
): Promise<void> {
  const hash = createHash('sha256')
  let receivedBytes = 0
  const file = await open(destination, 'w').catch((error: unknown) => {
    throw writeFault(error, expected)
  })
  try {
    for await (const chunk of stream) {
      signal.throwIfAborted()
      receivedBytes += chunk.byteLength
      if (receivedBytes > expected.sizeBytes) throw sizeFault('too-large', receivedBytes, expected)
      hash.update(chunk)
      await file.writeFile(chunk).catch((error: unknown) => {
        throw writeFault(error, expected)
      })
      onReceivedBytes(receivedBytes)
    }
    signal.throwIfAborted()
    if (receivedBytes < expected.sizeBytes) throw sizeFault('cut-short', receivedBytes, expected)
    const sha256 = hash.digest('hex')
    if (sha256 !== expected.sha256) {
      throw new Fault('CHECKSUM_MISMATCH', {
        params: { fileName: expected.fileName, expected: expected.sha256, actual: sha256 },
      })
    }
    await file.sync().catch((error: unknown) => {
      throw writeFault(error, expected)
    })
  } finally {
    await file.close()
  }
}

function sizeFault(reason: 'too-large' | 'cut-short', receivedBytes: number, expected: ExpectedFile): Fault {
  return new Fault('DOWNLOAD_FAILED', {
    params: { fileName: expected.fileName, reason, receivedBytes, expectedBytes: expected.sizeBytes },
    detail: `${receivedBytes} of ${expected.sizeBytes} bytes`,
  })
}

/** A failed write as a Fault: a full disk is told apart, since the user can do something about it. */
export function writeFault(error: unknown, expected: Pick<ExpectedFile, 'fileName' | 'sizeBytes'>): Fault {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const detail = error instanceof Error ? error.message : String(error)
  const params = { fileName: expected.fileName, requiredBytes: expected.sizeBytes }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('DISK_FULL', { params, detail, cause: error })
  return new Fault('DOWNLOAD_FAILED', { params: { ...params, reason: 'cannot-write' }, detail, cause: error })
}

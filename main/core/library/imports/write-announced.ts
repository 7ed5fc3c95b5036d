import { open } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { writeFault } from '../../files/write-fault.ts'
import { guessFileKind } from '../gguf/guess-file-kind.ts'

/** A file that is being sent. */
export type Sending = {
  /** As the sender calls it. */
  fileName: string
  sizeBytes: number
  bytes: AsyncIterable<Uint8Array>
  /** Aborted where the sender has gone, which may be after its last byte. */
  signal: AbortSignal
}

const magic = 'GGUF'

/**
 * Writes a stream of an announced size to a new file and flushes it to the disk. What does not begin as a GGUF file is refused before
 * the rest of it has come. Faults: IMPORT_INCOMPLETE, MODEL_FILE_EMPTY, MODEL_FILE_NOT_GGUF, DISK_FULL. The file is left for the caller.
 */
export async function writeAnnounced(path: string, { fileName, sizeBytes, bytes, signal }: Sending): Promise<void> {
  let receivedBytes = 0
  const incomplete = (cause?: unknown) =>
    new Fault('IMPORT_INCOMPLETE', { params: { fileName, receivedBytes, expectedBytes: sizeBytes }, cause })
  if (sizeBytes === 0) throw new Fault('MODEL_FILE_EMPTY', { params: { fileName } })
  const file = await open(path, 'wx')
  let start = Buffer.alloc(0)
  try {
    for await (const chunk of broken(bytes, incomplete)) {
      if (start.length < magic.length) {
        start = Buffer.concat([start, chunk.subarray(0, 64)])
        requireMagic(start, fileName)
      }
      receivedBytes += chunk.byteLength
      if (receivedBytes > sizeBytes) throw incomplete()
      await file.writeFile(chunk).catch((error: unknown) => {
        const fault = writeFault(error, fileName)
        throw fault.code === 'DISK_FULL' ? fault : error
      })
    }
    if (receivedBytes < sizeBytes || signal.aborted) throw incomplete()
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A sender that breaks off is one that did not send all. */
async function* broken(
  bytes: AsyncIterable<Uint8Array>,
  incomplete: (cause: unknown) => Fault,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* bytes
  } catch (error) {
    throw incomplete(error)
  }
}

function requireMagic(start: Buffer, fileName: string): void {
  const found = start.toString('latin1', 0, magic.length)
  if (!magic.startsWith(found))
    throw new Fault('MODEL_FILE_NOT_GGUF', { params: { fileName, looksLike: guessFileKind(start) } })
}

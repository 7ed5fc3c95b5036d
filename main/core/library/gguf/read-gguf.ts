import { Fault } from '../../fault.ts'
import { BoundedReader, type ByteSource } from './bounded-reader.ts'
import { guessFileKind } from './guess-file-kind.ts'
import { type Metadata, readMetadata } from './metadata.ts'
import { readTensors, type TensorSummary } from './tensors.ts'

/** What one GGUF file has in front of its data. */
export type GgufContent = {
  metadata: Metadata
  tensors: TensorSummary
  /** Where it ends. */
  headerBytes: number
}

type ReadOptions = {
  sizeBytes: number
  /** For messages. */
  fileName: string
  /** Whether each key and each tensor is wanted, for people to read, or only what Wattle reckons with. */
  keepsEntries: boolean
}

const magic = 'GGUF'
const startBytes = 512
const defaultAlignment = 32
const alignmentLimit = 2 ** 20

/**
 * Reads and checks what comes before the data of a GGUF file. Nothing that the file claims is believed before it is checked against the
 * file's size, and memory stays bounded.
 * Faults (params.fileName each): MODEL_FILE_EMPTY, _NOT_GGUF (looksLike), _TRUNCATED (sizeBytes, expectedBytes), _CORRUPT (atByte).
 */
export async function readGguf(
  source: ByteSource,
  { sizeBytes, fileName, keepsEntries }: ReadOptions,
): Promise<GgufContent> {
  if (sizeBytes === 0) throw new Fault('MODEL_FILE_EMPTY', { params: { fileName } })
  const reader = new BoundedReader(source, sizeBytes, fileName)
  requireMagic(await reader.peek(startBytes), sizeBytes, fileName)
  await reader.skip(magic.length, 'the magic number')
  const version = await reader.u32()
  if (version !== 2 && version !== 3) {
    const isBigEndian = version !== 0 && (version & 0xffff) === 0
    throw reader.corrupt(isBigEndian ? 'a big-endian file' : `GGUF version ${version}, where 2 and 3 are known`)
  }
  const tensorCount = await reader.u64('the number of tensors')
  const keyCount = await reader.u64('the number of keys')
  const metadata = await readMetadata(reader, keyCount, keepsEntries)
  const alignment = metadata.values.get('general.alignment') ?? defaultAlignment
  if (typeof alignment !== 'number' || !isAlignment(alignment)) {
    throw reader.corrupt(`the alignment is ${alignment}`)
  }
  const tensors = await readTensors(reader, tensorCount, { alignment, keepsEntries })
  if (tensorCount > 0) {
    const dataStart = Math.ceil(reader.position / alignment) * alignment
    const expectedBytes = dataStart + tensors.dataBytes
    if (sizeBytes < expectedBytes) {
      throw reader.truncated(expectedBytes, `${expectedBytes - sizeBytes} bytes of the tensors are missing`)
    }
  }
  return { metadata, tensors, headerBytes: reader.position }
}

function isAlignment(bytes: number): boolean {
  return bytes >= 1 && bytes <= alignmentLimit && Number.isInteger(Math.log2(bytes))
}

function requireMagic(start: Buffer, sizeBytes: number, fileName: string): void {
  const found = start.toString('latin1', 0, magic.length)
  if (found === magic) return
  if (sizeBytes < magic.length && magic.startsWith(found)) {
    throw new Fault('MODEL_FILE_TRUNCATED', { params: { fileName, sizeBytes, expectedBytes: magic.length } })
  }
  throw new Fault('MODEL_FILE_NOT_GGUF', { params: { fileName, looksLike: guessFileKind(start) } })
}

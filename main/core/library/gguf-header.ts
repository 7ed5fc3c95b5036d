import type { Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Fault } from '../fault.ts'
import { BoundedReader } from './gguf/bounded-reader.ts'
import { guessFileKind } from './gguf/guess-file-kind.ts'
import { kvElementsPerToken } from './gguf/kv-elements.ts'
import { type Metadata, readMetadata } from './gguf/metadata.ts'
import { quantizationName } from './gguf/quantization-name.ts'
import { readTensors } from './gguf/tensors.ts'

/** What a GGUF file says about the model in it; null where it does not say. */
type GgufHeader = {
  architecture: string
  name: string | null
  licence: string | null
  /** Such as Q4_K_M; `mixed` or `unknown`. */
  quantization: string
  /** Counted from the tensors of this file. */
  parameterCount: number
  trainedContextTokens: number | null
  layerCount: number | null
  embeddingLength: number | null
  vocabularySize: number | null
  kvElementsPerToken: { k: number; v: number } | null
  hasChatTemplate: boolean
  /** Files that the model is split into; 1 where it is whole. */
  splitCount: number
}

export type InspectedFile = { header: GgufHeader; sizeBytes: number; modifiedAtMs: number }

const magic = 'GGUF'
const defaultAlignment = 32
/** Control characters, and those that turn the direction of the text after them: a name may not dress up what stands beside it. */
const unprintable = /[\s\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

/**
 * Reads and checks the header of a GGUF file without loading it. Nothing that the file claims is believed before it is checked
 * against the file's size, and memory stays bounded.
 * Faults (params.fileName each): MODEL_FILE_MISSING, _UNREADABLE, _IS_A_FOLDER, _EMPTY, _NOT_GGUF (looksLike), _TRUNCATED (sizeBytes,
 * expectedBytes), _CORRUPT (atByte).
 */
export async function inspectGgufFile(path: string): Promise<InspectedFile> {
  const fileName = basename(path)
  let file: FileHandle | null = null
  try {
    // Before opening: to open a pipe would wait for its writer.
    requireRegularFile(await stat(path), fileName)
    file = await open(path, 'r')
    const stats = await file.stat()
    requireRegularFile(stats, fileName)
    const header = await readHeader(file, stats.size, fileName)
    return { header, sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
  } catch (error) {
    throw error instanceof Fault ? error : accessFault(error, fileName)
  } finally {
    await file?.close()
  }
}

async function readHeader(file: FileHandle, sizeBytes: number, fileName: string): Promise<GgufHeader> {
  await requireMagic(file, sizeBytes, fileName)
  const reader = new BoundedReader(file, sizeBytes, fileName)
  await reader.skip(magic.length, 'the magic number')
  const version = await reader.u32()
  if (version !== 2 && version !== 3) {
    const isBigEndian = version !== 0 && (version & 0xffff) === 0
    throw reader.corrupt(isBigEndian ? 'a big-endian file' : `GGUF version ${version}, where 2 and 3 are known`)
  }
  const tensorCount = await reader.u64('the number of tensors')
  const keyCount = await reader.u64('the number of keys')
  const metadata = await readMetadata(reader, keyCount)
  const alignment = numberOf(metadata, 'general.alignment') ?? defaultAlignment
  if (!Number.isInteger(Math.log2(alignment)) || alignment > 2 ** 20)
    throw reader.corrupt(`the alignment is ${alignment}`)
  const tensors = await readTensors(reader, tensorCount, alignment)

  if (tensorCount > 0) {
    const dataStart = Math.ceil(reader.position / alignment) * alignment
    const expectedBytes = dataStart + tensors.dataBytes
    if (sizeBytes < expectedBytes) {
      throw reader.truncated(expectedBytes, `${expectedBytes - sizeBytes} bytes of the tensors are missing`)
    }
  }

  const architecture = textOf(metadata, 'general.architecture')
  if (architecture === null) throw reader.corrupt('general.architecture is missing')
  const own = (key: string) => positiveOrNull(numberOf(metadata, `${architecture}.${key}`))
  return {
    architecture,
    name: textOf(metadata, 'general.name'),
    licence: textOf(metadata, 'general.license'),
    quantization: quantizationName(numberOf(metadata, 'general.file_type'), tensors.elementsByType),
    parameterCount: tensors.parameterCount,
    trainedContextTokens: own('context_length'),
    layerCount: own('block_count'),
    embeddingLength: own('embedding_length'),
    vocabularySize: metadata.arrayLengths.get('tokenizer.ggml.tokens') ?? own('vocab_size'),
    kvElementsPerToken: kvElementsPerToken(metadata, architecture),
    hasChatTemplate: textOf(metadata, 'tokenizer.chat_template') !== null,
    splitCount: positiveOrNull(numberOf(metadata, 'split.count')) ?? 1,
  }
}

async function requireMagic(file: FileHandle, sizeBytes: number, fileName: string): Promise<void> {
  if (sizeBytes === 0) throw new Fault('MODEL_FILE_EMPTY', { params: { fileName } })
  const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
  const start = buffer.subarray(0, bytesRead)
  const found = start.toString('latin1', 0, magic.length)
  if (found === magic) return
  if (sizeBytes < magic.length && magic.startsWith(found)) {
    throw new Fault('MODEL_FILE_TRUNCATED', { params: { fileName, sizeBytes, expectedBytes: magic.length } })
  }
  throw new Fault('MODEL_FILE_NOT_GGUF', { params: { fileName, looksLike: guessFileKind(start) } })
}

function requireRegularFile(stats: Stats, fileName: string): void {
  if (stats.isDirectory()) throw new Fault('MODEL_FILE_IS_A_FOLDER', { params: { fileName } })
  if (!stats.isFile()) {
    throw new Fault('MODEL_FILE_UNREADABLE', { params: { fileName }, detail: 'a pipe, socket or device, not a file' })
  }
}

function accessFault(error: unknown, fileName: string): Fault {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const detail = error instanceof Error ? error.message : String(error)
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
  return new Fault(isMissing ? 'MODEL_FILE_MISSING' : 'MODEL_FILE_UNREADABLE', {
    params: { fileName },
    detail,
    cause: error,
  })
}

function numberOf(metadata: Metadata, key: string): number | null {
  const value = metadata.values.get(key)
  return typeof value === 'number' ? value : null
}

function textOf(metadata: Metadata, key: string): string | null {
  const value = metadata.values.get(key)
  if (typeof value !== 'string') return null
  const text = value.replaceAll(unprintable, ' ').trim()
  return text === '' ? null : text
}

function positiveOrNull(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) && value > 0 ? value : null
}

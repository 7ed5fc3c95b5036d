import { basename } from 'node:path'
import type { TensorTypeSummary } from '#contract/models.ts'
import { Fault } from '../fault.ts'
import { onOneLine } from '../shown-text.ts'
import { type KvElements, type KvWindow, kvCacheShape } from './gguf/kv-elements.ts'
import type { Metadata } from './gguf/metadata.ts'
import { hasFallback, quantizationName } from './gguf/quantization-name.ts'
import type { GgufContent } from './gguf/read-gguf.ts'
import { readGgufFile } from './gguf/read-gguf-file.ts'
import { quantizedFromKey, quantizedFromOf } from './quantized-from.ts'

/** What a GGUF file says about the model in it; null where it does not say. */
export type GgufHeader = {
  architecture: string
  name: string | null
  /** The parts that a name is made of: `Qwen3`, `Instruct`, `8B`. */
  baseName: string | null
  finetune: string | null
  sizeLabel: string | null
  organisation: string | null
  licence: string | null
  /** Such as Q4_K_M; `mixed` or `unknown`. */
  quantization: string
  /** Where Wattle made it: what it was quantized from, the nearest first. Empty where the file does not say. */
  quantizedFrom: readonly string[]
  /** Tensors of another type than the quantization's, since their rows do not divide by its blocks; null where it has no such blocks. */
  fallback: { count: number; total: number } | null
  /** Counted from the tensors. */
  parameterCount: number
  /** Size of the tensors in bits over their elements. */
  bitsPerWeight: number | null
  /** The largest share of the bytes first. */
  tensorTypes: readonly TensorTypeSummary[]
  trainedContextTokens: number | null
  layerCount: number | null
  embeddingLength: number | null
  vocabularySize: number | null
  /** Of the layer with the most, as for the next one. */
  headCount: number | null
  kvHeadCount: number | null
  expertCount: number | null
  expertUsedCount: number | null
  /** How far layers with a sliding window look back. */
  slidingWindowTokens: number | null
  /** Over all layers, as if none had a window. */
  kvElementsPerToken: KvElements | null
  /** What of it is in layers with a sliding window: `kvElementsAt` reckons with both. */
  kvWindow: KvWindow | null
  hasChatTemplate: boolean
  /** Of the template's bytes. */
  templateSha256: string | null
  /** Files that the model is split into; 1 where it is whole. */
  splitCount: number
  /** Which of them this is, from 0 on; null where the model is whole. */
  splitIndex: number | null
}

export type InspectedFile = { header: GgufHeader; sizeBytes: number; modifiedAtMs: number }

/**
 * Reads and checks the header of one GGUF file without loading it. Nothing that the file claims is believed before it is checked
 * against the file's size, and memory stays bounded.
 * Faults (params.fileName each): MODEL_FILE_MISSING, _UNREADABLE, _IS_A_FOLDER, _EMPTY, _NOT_GGUF (looksLike), _TRUNCATED (sizeBytes,
 * expectedBytes), _CORRUPT (atByte).
 */
export async function inspectGgufFile(path: string): Promise<InspectedFile> {
  const { sizeBytes, modifiedAtMs, ...content } = await readGgufFile(path, false)
  return { header: headerOf(content, basename(path)), sizeBytes, modifiedAtMs }
}

/** The header that a file's content makes. Faults: MODEL_FILE_CORRUPT where the architecture is missing. */
export function headerOf({ metadata, tensors, headerBytes }: GgufContent, fileName: string): GgufHeader {
  const architecture = textOf(metadata, 'general.architecture')
  if (architecture === null) {
    const params = { fileName, atByte: headerBytes }
    throw new Fault('MODEL_FILE_CORRUPT', { params, detail: 'general.architecture is missing' })
  }
  const own = (key: string) => positiveOrNull(numberOf(metadata, `${architecture}.${key}`))
  const most = (key: string) => largestOf(metadata, `${architecture}.${key}`)
  const kvCache = kvCacheShape(metadata, architecture)
  const splitCount = positiveOrNull(numberOf(metadata, 'split.count')) ?? 1
  const tensorBytes = tensors.tensorTypes.reduce((sum, type) => sum + type.sizeBytes, 0)
  const quantization = quantizationName(numberOf(metadata, 'general.file_type'), tensors.elementsByType)
  const hasChatTemplate = metadata.template !== null && onOneLine(metadata.template.source) !== ''
  return {
    architecture,
    name: textOf(metadata, 'general.name'),
    baseName: textOf(metadata, 'general.basename'),
    finetune: textOf(metadata, 'general.finetune'),
    sizeLabel: textOf(metadata, 'general.size_label'),
    organisation: textOf(metadata, 'general.organization'),
    licence: textOf(metadata, 'general.license'),
    quantization,
    quantizedFrom: quantizedFromOf(textOf(metadata, quantizedFromKey)),
    fallback: hasFallback(quantization) ? { count: tensors.unevenTensors, total: tensors.tensorCount } : null,
    parameterCount: tensors.parameterCount,
    bitsPerWeight: tensorBytes > 0 ? (tensorBytes * 8) / tensors.parameterCount : null,
    tensorTypes: tensors.tensorTypes,
    trainedContextTokens: own('context_length'),
    layerCount: own('block_count'),
    embeddingLength: own('embedding_length'),
    vocabularySize: metadata.arrayLengths.get('tokenizer.ggml.tokens') ?? own('vocab_size'),
    headCount: positiveOrNull(most('attention.head_count')),
    kvHeadCount: most('attention.head_count_kv') ?? most('attention.head_count'),
    expertCount: own('expert_count'),
    expertUsedCount: own('expert_used_count'),
    slidingWindowTokens: own('attention.sliding_window'),
    kvElementsPerToken: kvCache?.perToken ?? null,
    kvWindow: kvCache?.window ?? null,
    hasChatTemplate,
    templateSha256: hasChatTemplate ? (metadata.template?.sha256 ?? null) : null,
    splitCount,
    splitIndex: splitCount > 1 ? countOrNull(numberOf(metadata, 'split.no')) : null,
  }
}

function numberOf(metadata: Metadata, key: string): number | null {
  const value = metadata.values.get(key)
  return typeof value === 'number' ? value : null
}

/** Of a number for each layer the largest. */
function largestOf(metadata: Metadata, key: string): number | null {
  const value = metadata.values.get(key)
  const numbers = typeof value === 'number' ? [value] : Array.isArray(value) ? value : []
  return numbers.length > 0 ? countOrNull(Math.max(...numbers)) : null
}

function textOf(metadata: Metadata, key: string): string | null {
  const value = metadata.values.get(key)
  return typeof value === 'string' ? onOneLine(value) || null : null
}

function positiveOrNull(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) && value > 0 ? value : null
}

function countOrNull(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null
}

import { basename } from 'node:path'
import type { ModelDetails } from '#contract/models.ts'
import type { ModelPart } from '../ports/model-facts.ts'
import type { MetadataEntry, Template } from './gguf/metadata.ts'
import type { GgufContent } from './gguf/read-gguf.ts'
import type { TensorEntry } from './gguf/tensors.ts'
import { type GgufHeader, headerOf } from './gguf-header.ts'
import { readModelFiles } from './inspect-model.ts'

/** What the details of a model have out of its files. */
export type FileDetails = Pick<
  ModelDetails,
  | 'headCount'
  | 'kvHeadCount'
  | 'embeddingLength'
  | 'vocabularySize'
  | 'expertCount'
  | 'expertUsedCount'
  | 'slidingWindowTokens'
> & {
  header: GgufHeader
  parts: ModelPart[]
  tensorTypes: ModelDetails['tensorTypes']
  tensors: TensorEntry[]
  template: Template | null
  metadata: MetadataEntry[]
}

/**
 * Reads all that a model's files say before their data: each key with the start of its value, each tensor of all parts, and the template's
 * source. Memory stays bounded: values are cut, a template at a megabyte, which no real one reaches. Faults: as of `inspectModel`.
 */
export async function readModelDetails(path: string): Promise<FileDetails> {
  const { content, parts } = await readModelFiles(path, true)
  return { ...fileDetailsOf(content, basename(parts[0].path)), parts }
}

/** What a file's content tells in detail. Faults: MODEL_FILE_CORRUPT where the architecture is missing. */
export function fileDetailsOf(content: GgufContent, fileName: string): Omit<FileDetails, 'parts'> {
  const header = headerOf(content, fileName)
  return {
    header,
    headCount: header.headCount,
    kvHeadCount: header.kvHeadCount,
    embeddingLength: header.embeddingLength,
    vocabularySize: header.vocabularySize,
    expertCount: header.expertCount,
    expertUsedCount: header.expertUsedCount,
    slidingWindowTokens: header.slidingWindowTokens,
    tensorTypes: [...header.tensorTypes],
    tensors: [...content.tensors.entries],
    template: header.hasChatTemplate ? content.metadata.template : null,
    metadata: [...content.metadata.entries],
  }
}

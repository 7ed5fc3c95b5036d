import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Problem } from '#contract/errors.ts'
import type { ModelPart } from '../ports/model-facts.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import type { FoundModel } from './folders/found-model.ts'
import type { InspectedModel } from './inspect-model.ts'
import { ladderOf } from './ladder.ts'

/** What is known of a model file beside what it says itself. */
export type RecordContext = {
  found: FoundModel
  /** What was known of the file at this path, or of the one that was moved there. */
  known: StoredModel | null
  /** The catalogue's entry where the file is the starter. */
  starter: CatalogModel | null
  nowMs: number
}

/** What is kept of a model file. A file that changed since keeps its id and what the user said, and loses its hash and origin. */
export function recordOf(inspected: InspectedModel, context: RecordContext): StoredModel {
  const { header, sizeBytes, modifiedAtMs, parts } = inspected
  const { found, known, starter } = context
  const same = known !== null && isSameFiles(known.parts, parts) ? known : null
  const base = baseOf(found.name ?? starter?.name ?? header.name ?? nameOfFile(found.path), context)
  const publisher = found.publisher ?? header.organisation
  return {
    ...base,
    ...ladderOf(header, found.name ?? base.fileName, publisher),
    sizeBytes,
    modifiedAtMs,
    parts,
    quantization: header.quantization,
    architecture: header.architecture,
    parameterCount: header.parameterCount,
    trainedContextTokens: header.trainedContextTokens,
    layerCount: header.layerCount,
    hasChatTemplate: header.hasChatTemplate,
    licence: header.licence,
    kvElementsPerToken: header.kvElementsPerToken,
    embeddingLength: header.embeddingLength,
    vocabularySize: header.vocabularySize,
    header: {
      bitsPerWeight: header.bitsPerWeight,
      templateSha256: header.templateSha256,
      expertCount: header.expertCount,
      expertUsedCount: header.expertUsedCount,
      slidingWindowTokens: header.slidingWindowTokens,
      kvWindow: header.kvWindow,
      ...(header.quantizedFrom.length > 0 && { quantizedFrom: [...header.quantizedFrom] }),
      ...(header.fallback !== null && header.fallback.count > 0 && { fallback: header.fallback }),
    },
    sha256: found.sha256 ?? same?.sha256 ?? null,
    source: found.source ?? same?.source ?? null,
    publisher,
    problem: null,
  }
}

/** What is kept of a file that is no model, or none that can be used: enough to list it, to say why, and to know it again. */
export function brokenRecordOf(file: ModelPart, problem: Problem, context: RecordContext): StoredModel {
  const { found } = context
  const base = baseOf(found.name ?? nameOfFile(found.path), context)
  return {
    ...base,
    sizeBytes: file.sizeBytes,
    modifiedAtMs: file.modifiedAtMs,
    parts: [file],
    quantization: 'unknown',
    architecture: 'unknown',
    parameterCount: null,
    trainedContextTokens: null,
    layerCount: null,
    hasChatTemplate: false,
    licence: null,
    kvElementsPerToken: null,
    embeddingLength: null,
    vocabularySize: null,
    header: null,
    ladderId: base.id,
    ladderName: base.originalName,
    sha256: null,
    source: found.source,
    publisher: found.publisher,
    problem,
  }
}

/** Whether a file is still the one whose header was read, as far as size and time tell. */
export function isUnchanged(
  known: Pick<StoredModel, 'sizeBytes' | 'modifiedAtMs'>,
  file: { sizeBytes: number; modifiedAtMs: number },
): boolean {
  return known.sizeBytes === file.sizeBytes && known.modifiedAtMs === file.modifiedAtMs
}

/** Whether all files of a model are still those whose headers were read, wherever they lie. */
export function isSameFiles(known: readonly ModelPart[], now: readonly ModelPart[]): boolean {
  return (
    known.length === now.length &&
    known.every(({ sizeBytes, modifiedAtMs }, index) => {
      const part = now[index]
      return part?.sizeBytes === sizeBytes && part.modifiedAtMs === modifiedAtMs
    })
  )
}

/** What outlives a change of the file: its id, its history, and what the user said of it. */
function baseOf(originalName: string, { found, known, starter, nowMs }: RecordContext) {
  const isNamedByUser = known !== null && known.name !== known.originalName
  return {
    id: known?.id ?? randomUUID(),
    name: isNamedByUser ? known.name : originalName,
    originalName,
    fileName: basename(found.path),
    path: found.path,
    folderId: known?.folderId ?? null,
    notes: known?.notes ?? '',
    tags: known?.tags ?? [],
    isFavourite: known?.isFavourite ?? false,
    addedAtMs: known?.addedAtMs ?? nowMs,
    lastUsedAtMs: known?.lastUsedAtMs ?? null,
    isStarter: starter !== null || known?.isStarter === true,
    removedAtMs: known?.removedAtMs ?? null,
    trash: known?.trash ?? null,
  }
}

function nameOfFile(path: string): string {
  return basename(path).replace(/\.gguf$/i, '')
}

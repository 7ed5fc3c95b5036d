import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import type { InspectedFile } from './gguf-header.ts'

type RecordOptions = {
  path: string
  inspected: InspectedFile
  /** What was known of the file at this path. */
  known: StoredModel | null
  /** The catalogue's entry where the file is the starter. */
  starter: CatalogModel | null
  nowMs: number
}

/** What is kept of a model file. A file that changed since keeps its id and history, and loses its hash. */
export function recordOf({ path, inspected, known, starter, nowMs }: RecordOptions): StoredModel {
  const { header, sizeBytes, modifiedAtMs } = inspected
  const fileName = basename(path)
  const isSameFile = known !== null && isUnchanged(known, inspected)
  const id = known?.id ?? randomUUID()
  const originalName = starter?.name ?? header.name ?? fileName.replace(/\.gguf$/i, '')
  return {
    id,
    name: known !== null && known.name !== known.originalName ? known.name : originalName,
    originalName,
    fileName,
    path,
    folderId: known?.folderId ?? null,
    parts: [{ path, sizeBytes, modifiedAtMs }],
    header: null,
    ladderId: id,
    ladderName: originalName,
    publisher: null,
    source: known?.source ?? null,
    problem: null,
    notes: known?.notes ?? '',
    tags: known?.tags ?? [],
    isFavourite: known?.isFavourite ?? false,
    trash: known?.trash ?? null,
    sizeBytes,
    quantization: header.quantization,
    architecture: header.architecture,
    parameterCount: header.parameterCount,
    trainedContextTokens: header.trainedContextTokens,
    layerCount: header.layerCount,
    hasChatTemplate: header.hasChatTemplate,
    licence: header.licence,
    sha256: isSameFile ? known.sha256 : null,
    addedAtMs: known?.addedAtMs ?? nowMs,
    lastUsedAtMs: known?.lastUsedAtMs ?? null,
    isStarter: starter !== null,
    modifiedAtMs,
    kvElementsPerToken: header.kvElementsPerToken,
    embeddingLength: header.embeddingLength,
    vocabularySize: header.vocabularySize,
    removedAtMs: known?.removedAtMs ?? null,
  }
}

/** Whether a file is still the one whose header was read, as far as size and time tell. */
export function isUnchanged(
  known: Pick<StoredModel, 'sizeBytes' | 'modifiedAtMs'>,
  file: { sizeBytes: number; modifiedAtMs: number },
): boolean {
  return known.sizeBytes === file.sizeBytes && known.modifiedAtMs === file.modifiedAtMs
}

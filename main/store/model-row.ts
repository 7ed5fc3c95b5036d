import { z } from 'zod'
import { problemSchema } from '#contract/errors.ts'
import { modelSourceSchema } from '#contract/models.ts'
import { headerFactsSchema, modelPartSchema } from '../core/ports/model-facts.ts'
import type { StoredModel } from '../core/ports/model-repository.ts'
import { parseJson, toJson } from './json-column.ts'

/** A model as the table `models` has it. */
export type ModelRow = {
  id: string
  name: string
  user_name: string | null
  file_name: string
  path: string
  folder_id: string | null
  size_bytes: number
  modified_at_ms: number
  parts: string | null
  quantization: string
  architecture: string
  parameter_count: number | null
  trained_context_tokens: number | null
  layer_count: number | null
  embedding_length: number | null
  vocabulary_size: number | null
  kv_elements_per_token: string | null
  header: string | null
  has_chat_template: number
  licence: string | null
  sha256: string | null
  ladder_id: string | null
  ladder_name: string | null
  publisher: string | null
  source: string | null
  problem: string | null
  notes: string
  tags: string
  is_favourite: number
  added_at_ms: number
  last_used_at_ms: number | null
  is_starter: number
  removed_at_ms: number | null
  trash: string | null
}

const kvElementsSchema = z.object({ k: z.number(), v: z.number() })
const partsSchema = z.array(modelPartSchema).min(1)
const tagsSchema = z.array(z.string())
const trashSchema = z.enum(['pending', 'done'])

export function modelFromRow(row: ModelRow): StoredModel {
  const own = { path: row.path, sizeBytes: row.size_bytes, modifiedAtMs: row.modified_at_ms }
  return {
    id: row.id,
    name: row.user_name ?? row.name,
    originalName: row.name,
    fileName: row.file_name,
    path: row.path,
    folderId: row.folder_id,
    sizeBytes: row.size_bytes,
    modifiedAtMs: row.modified_at_ms,
    parts: parseJson(partsSchema, row.parts) ?? [own],
    quantization: row.quantization,
    architecture: row.architecture,
    parameterCount: row.parameter_count,
    trainedContextTokens: row.trained_context_tokens,
    layerCount: row.layer_count,
    embeddingLength: row.embedding_length,
    vocabularySize: row.vocabulary_size,
    kvElementsPerToken: parseJson(kvElementsSchema, row.kv_elements_per_token),
    header: parseJson(headerFactsSchema, row.header),
    hasChatTemplate: row.has_chat_template !== 0,
    licence: row.licence,
    sha256: row.sha256,
    ladderId: row.ladder_id ?? row.id,
    ladderName: row.ladder_name ?? row.name,
    publisher: row.publisher,
    source: parseJson(modelSourceSchema, row.source),
    problem: parseJson(problemSchema, row.problem),
    notes: row.notes,
    tags: parseJson(tagsSchema, row.tags) ?? [],
    isFavourite: row.is_favourite !== 0,
    addedAtMs: row.added_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    isStarter: row.is_starter !== 0,
    removedAtMs: row.removed_at_ms,
    trash: trashSchema.safeParse(row.trash).data ?? null,
  }
}

export function modelToRow(model: StoredModel): ModelRow {
  return {
    id: model.id,
    name: model.originalName,
    user_name: model.name === model.originalName ? null : model.name,
    file_name: model.fileName,
    path: model.path,
    folder_id: model.folderId,
    size_bytes: model.sizeBytes,
    modified_at_ms: model.modifiedAtMs,
    parts: toJson(model.parts),
    quantization: model.quantization,
    architecture: model.architecture,
    parameter_count: model.parameterCount,
    trained_context_tokens: model.trainedContextTokens,
    layer_count: model.layerCount,
    embedding_length: model.embeddingLength,
    vocabulary_size: model.vocabularySize,
    kv_elements_per_token: toJson(model.kvElementsPerToken),
    header: toJson(model.header),
    has_chat_template: model.hasChatTemplate ? 1 : 0,
    licence: model.licence,
    sha256: model.sha256,
    ladder_id: model.ladderId,
    ladder_name: model.ladderName,
    publisher: model.publisher,
    source: toJson(model.source),
    problem: toJson(model.problem),
    notes: model.notes,
    tags: JSON.stringify(model.tags),
    is_favourite: model.isFavourite ? 1 : 0,
    added_at_ms: model.addedAtMs,
    last_used_at_ms: model.lastUsedAtMs,
    is_starter: model.isStarter ? 1 : 0,
    removed_at_ms: model.removedAtMs,
    trash: model.trash,
  }
}

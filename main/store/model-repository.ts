import { z } from 'zod'
import type { ModelRepository, StoredModel } from '../core/ports/model-repository.ts'
import type { WritableDb } from './database.ts'
import { parseJson, toJson } from './json-column.ts'

type ModelRow = {
  id: string
  name: string
  file_name: string
  path: string
  size_bytes: number
  modified_at_ms: number
  quantization: string
  architecture: string
  parameter_count: number | null
  trained_context_tokens: number | null
  layer_count: number | null
  embedding_length: number | null
  vocabulary_size: number | null
  kv_elements_per_token: string | null
  has_chat_template: number
  licence: string | null
  sha256: string | null
  added_at_ms: number
  last_used_at_ms: number | null
  is_starter: number
  removed_at_ms: number | null
}

const columns = [
  'id',
  'name',
  'file_name',
  'path',
  'size_bytes',
  'modified_at_ms',
  'quantization',
  'architecture',
  'parameter_count',
  'trained_context_tokens',
  'layer_count',
  'embedding_length',
  'vocabulary_size',
  'kv_elements_per_token',
  'has_chat_template',
  'licence',
  'sha256',
  'added_at_ms',
  'last_used_at_ms',
  'is_starter',
  'removed_at_ms',
] as const satisfies (keyof ModelRow)[]

const kvElementsSchema = z.object({ k: z.number(), v: z.number() })

export function createModelRepository(db: WritableDb): ModelRepository {
  const listRows = db.prepare<[], ModelRow>(
    'SELECT * FROM models WHERE removed_at_ms IS NULL ORDER BY coalesce(last_used_at_ms, added_at_ms) DESC, row DESC',
  )
  const rowById = db.prepare<[string], ModelRow>('SELECT * FROM models WHERE id = ?')
  const rowByPath = db.prepare<[string], ModelRow>(
    'SELECT * FROM models WHERE path = ? ORDER BY removed_at_ms IS NULL DESC, row DESC LIMIT 1',
  )
  const upsert = db.prepare<[ModelRow]>(
    `INSERT INTO models (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )
  const orNull = (row: ModelRow | undefined) => (row === undefined ? null : modelFromRow(row))

  return {
    list: () => listRows.all().map(modelFromRow),
    get: (id) => orNull(rowById.get(id)),
    findByPath: (path) => orNull(rowByPath.get(path)),
    save: (model) => void upsert.run(modelToRow(model)),
  }
}

function modelFromRow(row: ModelRow): StoredModel {
  return {
    id: row.id,
    name: row.name,
    fileName: row.file_name,
    path: row.path,
    sizeBytes: row.size_bytes,
    modifiedAtMs: row.modified_at_ms,
    quantization: row.quantization,
    architecture: row.architecture,
    parameterCount: row.parameter_count,
    trainedContextTokens: row.trained_context_tokens,
    layerCount: row.layer_count,
    embeddingLength: row.embedding_length,
    vocabularySize: row.vocabulary_size,
    kvElementsPerToken: parseJson(kvElementsSchema, row.kv_elements_per_token),
    hasChatTemplate: row.has_chat_template !== 0,
    licence: row.licence,
    sha256: row.sha256,
    addedAtMs: row.added_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    isStarter: row.is_starter !== 0,
    removedAtMs: row.removed_at_ms,
  }
}

function modelToRow(model: StoredModel): ModelRow {
  return {
    id: model.id,
    name: model.name,
    file_name: model.fileName,
    path: model.path,
    size_bytes: model.sizeBytes,
    modified_at_ms: model.modifiedAtMs,
    quantization: model.quantization,
    architecture: model.architecture,
    parameter_count: model.parameterCount,
    trained_context_tokens: model.trainedContextTokens,
    layer_count: model.layerCount,
    embedding_length: model.embeddingLength,
    vocabulary_size: model.vocabularySize,
    kv_elements_per_token: toJson(model.kvElementsPerToken),
    has_chat_template: model.hasChatTemplate ? 1 : 0,
    licence: model.licence,
    sha256: model.sha256,
    added_at_ms: model.addedAtMs,
    last_used_at_ms: model.lastUsedAtMs,
    is_starter: model.isStarter ? 1 : 0,
    removed_at_ms: model.removedAtMs,
  }
}

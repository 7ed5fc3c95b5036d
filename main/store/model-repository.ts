import type { ModelRepository } from '../core/ports/model-repository.ts'
import type { WritableDb } from './database.ts'
import { type ModelRow, modelFromRow, modelToRow } from './model-row.ts'

const columns = [
  'id',
  'name',
  'user_name',
  'file_name',
  'path',
  'folder_id',
  'size_bytes',
  'modified_at_ms',
  'parts',
  'quantization',
  'architecture',
  'parameter_count',
  'trained_context_tokens',
  'layer_count',
  'embedding_length',
  'vocabulary_size',
  'kv_elements_per_token',
  'header',
  'has_chat_template',
  'licence',
  'sha256',
  'ladder_id',
  'ladder_name',
  'publisher',
  'source',
  'problem',
  'notes',
  'tags',
  'is_favourite',
  'added_at_ms',
  'last_used_at_ms',
  'is_starter',
  'removed_at_ms',
  'trash',
] as const satisfies (keyof ModelRow)[]

/** Neither removed itself, nor with its folder. */
const isListed = `removed_at_ms IS NULL AND (folder_id IS NULL
  OR EXISTS (SELECT 1 FROM folders WHERE folders.id = models.folder_id AND folders.removed_at_ms IS NULL))`

export function createModelRepository(db: WritableDb): ModelRepository {
  const listRows = db.prepare<[], ModelRow>(
    `SELECT * FROM models WHERE ${isListed} ORDER BY coalesce(last_used_at_ms, added_at_ms) DESC, row DESC`,
  )
  const listedRow = db.prepare<[string], ModelRow>(`SELECT * FROM models WHERE id = ? AND ${isListed}`)
  const rowById = db.prepare<[string], ModelRow>('SELECT * FROM models WHERE id = ?')
  const rowByPath = db.prepare<[string], ModelRow>(
    'SELECT * FROM models WHERE path = ? ORDER BY removed_at_ms IS NULL DESC, row DESC LIMIT 1',
  )
  const folderRows = db.prepare<[string | null], ModelRow>('SELECT * FROM models WHERE folder_id IS ? ORDER BY row')
  const alikeRows = db.prepare<[number, number, string | null], ModelRow>(
    'SELECT * FROM models WHERE (size_bytes = ? AND modified_at_ms = ?) OR sha256 = ? ORDER BY row DESC',
  )
  const pendingRows = db.prepare<[], ModelRow>(`SELECT * FROM models WHERE trash = 'pending' ORDER BY row`)
  const upsert = db.prepare<[ModelRow]>(
    `INSERT INTO models (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  )
  const deleteRow = db.prepare<[string]>('DELETE FROM models WHERE id = ?')
  const orNull = (row: ModelRow | undefined) => (row === undefined ? null : modelFromRow(row))

  return {
    list: () => listRows.all().map(modelFromRow),
    getListed: (id) => orNull(listedRow.get(id)),
    get: (id) => orNull(rowById.get(id)),
    findByPath: (path) => orNull(rowByPath.get(path)),
    inFolder: (folderId) => folderRows.all(folderId).map(modelFromRow),
    alike: ({ sizeBytes, modifiedAtMs }, sha256) => alikeRows.all(sizeBytes, modifiedAtMs, sha256).map(modelFromRow),
    pendingTrash: () => pendingRows.all().map(modelFromRow),
    save: (model) => void upsert.run(modelToRow(model)),
    delete: (id) => void deleteRow.run(id),
  }
}

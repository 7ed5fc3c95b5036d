import { folderKindSchema } from '#contract/folders.ts'
import type { FolderRepository, StoredFolder } from '../core/ports/folder-repository.ts'
import type { WritableDb } from './database.ts'

type FolderRow = { id: string; path: string; kind: string; added_at_ms: number; removed_at_ms: number | null }

export function createFolderRepository(db: WritableDb): FolderRepository {
  const listRows = db.prepare<[], FolderRow>(
    `SELECT * FROM folders WHERE removed_at_ms IS NULL ORDER BY kind <> 'own', added_at_ms, row`,
  )
  const rowById = db.prepare<[string], FolderRow>('SELECT * FROM folders WHERE id = ?')
  const rowByPath = db.prepare<[string], FolderRow>('SELECT * FROM folders WHERE path = ?')
  const upsert = db.prepare<[FolderRow]>(
    `INSERT INTO folders (id, path, kind, added_at_ms, removed_at_ms)
     VALUES (:id, :path, :kind, :added_at_ms, :removed_at_ms)
     ON CONFLICT (id) DO UPDATE SET path = excluded.path, kind = excluded.kind, added_at_ms = excluded.added_at_ms,
       removed_at_ms = excluded.removed_at_ms`,
  )
  const orNull = (row: FolderRow | undefined) => (row === undefined ? null : folderFromRow(row))

  return {
    list: () => listRows.all().map(folderFromRow),
    get: (id) => orNull(rowById.get(id)),
    findByPath: (path) => orNull(rowByPath.get(path)),
    save: ({ id, path, kind, addedAtMs, removedAtMs }) =>
      void upsert.run({ id, path, kind, added_at_ms: addedAtMs, removed_at_ms: removedAtMs }),
  }
}

function folderFromRow(row: FolderRow): StoredFolder {
  return {
    id: row.id,
    path: row.path,
    // A kind that is not known is read as another program's: nothing in it is ever deleted.
    kind: folderKindSchema.safeParse(row.kind).data ?? 'hugging-face',
    addedAtMs: row.added_at_ms,
    removedAtMs: row.removed_at_ms,
  }
}

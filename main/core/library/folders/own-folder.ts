import { mkdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { FolderRepository, StoredFolder } from '../../ports/folder-repository.ts'
import type { ModelRepository } from '../../ports/model-repository.ts'
import { isWithin } from './containing-folder.ts'

type OwnFolderOptions = {
  repository: FolderRepository
  stored: Pick<ModelRepository, 'inFolder' | 'save'>
  modelsFolder: string
  now: () => number
}

/**
 * Makes Wattle's own folder where it is missing, and lists it. Where the data folder was moved or copied, its models move with it: all
 * that is known of them holds for the files at the new place.
 */
export async function keepOwnFolder({
  repository,
  stored,
  modelsFolder,
  now,
}: OwnFolderOptions): Promise<StoredFolder> {
  // Where it cannot be made, the scan says so.
  await mkdir(modelsFolder, { recursive: true }).catch(() => undefined)
  const before = repository.list().find(({ kind }) => kind === 'own') ?? null
  const there = repository.findByPath(modelsFolder)
  if (before !== null && before.path === modelsFolder) return before
  const own: StoredFolder = {
    id: there?.id ?? before?.id ?? 'own',
    path: modelsFolder,
    kind: 'own',
    addedAtMs: before?.addedAtMs ?? now(),
    removedAtMs: null,
  }
  // A folder of the user's that became Wattle's own: the one before stays as one of the user's.
  if (before !== null && before.id !== own.id) repository.save({ ...before, kind: 'added' })
  repository.save(own)
  if (before !== null) await followMove(stored, before, own)
  return own
}

async function followMove(stored: OwnFolderOptions['stored'], before: StoredFolder, own: StoredFolder): Promise<void> {
  for (const model of stored.inFolder(before.id)) {
    const moved = (path: string) => (isWithin(before.path, path) ? join(own.path, relative(before.path, path)) : path)
    const path = moved(model.path)
    const stats = await stat(path).catch(() => null)
    if (path === model.path || !stats?.isFile()) continue
    const parts = model.parts.map((part) => ({ ...part, path: moved(part.path) }))
    stored.save({ ...model, path, parts, folderId: own.id })
  }
}

import { realpath, stat } from 'node:fs/promises'
import type { Problem } from '#contract/errors.ts'
import { Fault } from '../../fault.ts'
import type { StoredFolder } from '../../ports/folder-repository.ts'
import type { ModelFiles } from '../model-files.ts'
import { isWithin } from './containing-folder.ts'
import { layoutOf } from './folder-layout.ts'

/** What a look into a folder told of the folder itself. */
export type FolderCondition = { isReachable: boolean; problem: Problem | null }

type ScanOptions = {
  /** All folders of the library: what lies in an inner one is that one's. */
  folders: readonly StoredFolder[]
  files: Pick<ModelFiles, 'note'>
  /** Called after each model that is new or changed. */
  onChange: () => void
  signal: AbortSignal
}

/** Headers that are read at the same time: enough for a disk that has to seek, too few to hold up anything else. */
const readers = 4

/** Brings the library up to what is in a folder now. What is not there any more is left as it is: it may come back. */
export async function scanFolder(folder: StoredFolder, options: ScanOptions): Promise<FolderCondition> {
  const { files, onChange, signal } = options
  const isThere = await isFolder(folder.path)
  if (!isThere) return { isReachable: false, problem: null }
  try {
    const found = await layoutOf(folder.kind).find(folder.path, await innerFolders(folder, options.folders))
    const queue = found.values()
    const read = async () => {
      for (const model of queue) {
        if (signal.aborted) return
        if (await files.note(model, folder.id)) onChange()
      }
    }
    await Promise.all(Array.from({ length: readers }, read))
    return { isReachable: true, problem: null }
  } catch (error) {
    return { isReachable: true, problem: unreadable(folder.path, error).toProblem() }
  }
}

/** Whether there is a folder at this path. */
export async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => null)
  return stats?.isDirectory() ?? false
}

/** The system would not list the folder. */
export function unreadable(path: string, error: unknown): Fault {
  const detail = error instanceof Error ? error.message : String(error)
  return error instanceof Fault ? error : new Fault('FOLDER_UNREADABLE', { params: { path }, detail, cause: error })
}

async function innerFolders(folder: StoredFolder, folders: readonly StoredFolder[]): Promise<ReadonlySet<string>> {
  const inner = folders.filter(({ id, path }) => id !== folder.id && isWithin(folder.path, path))
  return new Set(await Promise.all(inner.map(({ path }) => realpath(path).catch(() => path))))
}

import { isAbsolute, relative } from 'node:path'
import type { StoredFolder } from '../../ports/folder-repository.ts'

/** Whether a path is a folder, or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way))
}

/** Of these folders the innermost that a path lies in; null where it lies in none. */
export function containingFolder(folders: readonly StoredFolder[], path: string): StoredFolder | null {
  const containing = folders.filter((folder) => isWithin(folder.path, path))
  return containing.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null
}

import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'

type WalkOptions = {
  /** Whether a file of this name is wanted. */
  isWanted: (name: string) => boolean
  /** Folders that are passed over, by their real paths. */
  skip?: ReadonlySet<string>
}

/** Deeper than any program puts its models, and shallow enough for a whole drive to be added by mistake. */
const maxDepth = 8
const maxFolders = 20_000

/**
 * The wanted files below a folder, in the order of their paths. Symbolic links are followed; a folder that several lead to is
 * looked into once, so that a loop ends. Hidden folders, and those below that cannot be read, are passed over. Rejects with the
 * system's error where the folder itself cannot be read.
 */
export async function walkFolder(root: string, { isWanted, skip = new Set() }: WalkOptions): Promise<string[]> {
  const visited = new Set([await realpath(root)])
  const files: string[] = []
  await look(root, await readdir(root, { withFileTypes: true }), 0)
  return files

  async function look(folder: string, entries: Dirent[], depth: number): Promise<void> {
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      const kind = await kindOf(entry, path)
      if (kind === 'file' && isWanted(entry.name)) files.push(path)
      if (kind !== 'folder' || entry.name.startsWith('.') || depth === maxDepth) continue
      const real = await realpath(path).catch(() => null)
      if (real === null || skip.has(real) || visited.has(real) || visited.size > maxFolders) continue
      visited.add(real)
      await look(path, await readdir(path, { withFileTypes: true }).catch(() => []), depth + 1)
    }
  }
}

async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | null> {
  // What a link leads to decides. A dangling one leads nowhere.
  const target = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry
  if (target?.isFile()) return 'file'
  return target?.isDirectory() ? 'folder' : null
}

import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file's content, or where a symbolic link leads. */
type TreeEntry = string | Buffer | { linkTo: string }

/** Writes files and symbolic links below a folder, by their paths with slashes. Returns the folder. */
export async function makeTree(root: string, entries: Record<string, TreeEntry>): Promise<string> {
  for (const [place, entry] of Object.entries(entries)) {
    const path = join(root, place)
    await mkdir(dirname(path), { recursive: true })
    if (typeof entry === 'string' || Buffer.isBuffer(entry)) await writeFile(path, entry)
    else await symlink(entry.linkTo, path)
  }
  return root
}

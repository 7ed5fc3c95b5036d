import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import type { DetectedFolder } from '#contract/folders.ts'
import type { StoredFolder } from '../../ports/folder-repository.ts'
import { isWithin } from './containing-folder.ts'
import type { ForeignFolder, ForeignFolders } from './foreign-folders.ts'

/** Folders of other programs that have models in them and are not in the library. Nothing is read but names, sizes and manifests. */
export async function detectFolders(
  foreign: ForeignFolders,
  listed: readonly StoredFolder[],
): Promise<DetectedFolder[]> {
  const detected = new Map<string, DetectedFolder>()
  for (const candidate of await foreign.candidates()) {
    const path = await realpath(candidate.path).catch(() => null)
    if (path === null || detected.has(path)) continue
    if (listed.some((folder) => isWithin(folder.path, candidate.path) || isWithin(folder.path, path))) continue
    const counted = await countModels(candidate).catch(() => null)
    if (counted !== null && counted.modelCount > 0) detected.set(path, { ...outlineOf(candidate), ...counted })
  }
  return [...detected.values()]
}

async function countModels({ program, path }: ForeignFolder): Promise<{ modelCount: number; sizeBytes: number }> {
  const found = await program.find(path)
  const sizes = await Promise.all(
    found.map((model) =>
      stat(model.path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return { modelCount: found.length, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** The id says the same folder at each look, and tells nothing of the path. */
function outlineOf({ program: { kind }, path }: ForeignFolder): Pick<DetectedFolder, 'id' | 'kind' | 'path'> {
  const id = createHash('sha256').update(`${kind}\0${path}`).digest('hex').slice(0, 32)
  return { id, kind, path }
}

import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { FoundModel } from '../found-model.ts'
import { isModelFileName } from '../model-file-name.ts'
import { readSmallFile } from '../read-small-file.ts'
import { walkFolder } from '../walk-folder.ts'
import type { ForeignProgram } from './foreign-program.ts'
import { pathIn } from './system-folders.ts'

const repositoryFolder = /^models--(?:(?<owner>[\w.-]+?)--)?(?<name>[\w.-]+)$/
const sha256Name = /^[0-9a-f]{64}$/

/**
 * The cache of Hugging Face's libraries, which llama.cpp uses too since 2026. `HF_HUB_CACHE`, else `$HF_HOME/hub`, else
 * `~/.cache/huggingface/hub` (`$XDG_CACHE_HOME` moves `~/.cache`) on every system. A repository is
 * `models--<owner>--<name>/snapshots/<revision>/<file>`, each file a link to a blob that is named by the hash of its content.
 * Checked against the hub's pages on the local cache.
 */
export const huggingFace: ForeignProgram = {
  kind: 'hugging-face',

  async candidates(machine) {
    const hub = pathIn(machine, 'HF_HUB_CACHE') ?? pathIn(machine, 'HUGGINGFACE_HUB_CACHE')
    const home = pathIn(machine, 'HF_HOME')
    const cache = pathIn(machine, 'XDG_CACHE_HOME') ?? join(machine.home, '.cache')
    return [
      ...(hub === null ? [] : [hub]),
      ...(home === null ? [] : [join(home, 'hub')]),
      join(cache, 'huggingface', 'hub'),
    ]
  },

  async find(folder) {
    const names = await readdir(folder)
    const found = await Promise.all(names.toSorted().map((name) => findInRepository(join(folder, name))))
    return found.flat()
  },

  watched: (folder) => [folder],
}

async function findInRepository(folder: string): Promise<FoundModel[]> {
  const parts = repositoryFolder.exec(basename(folder))?.groups
  if (!parts?.name) return []
  const name = parts.owner ? `${parts.owner}/${parts.name}` : parts.name
  const found = new Map<string, FoundModel>()
  for (const revision of await revisionsOf(folder)) {
    const snapshot = join(folder, 'snapshots', revision)
    for (const path of await walkFolder(snapshot, { isWanted: isModelFileName }).catch(() => [])) {
      const place = relative(snapshot, path)
      if (found.has(place)) continue
      const blob = basename(await realpath(path).catch(() => path))
      found.set(place, {
        path,
        name: null,
        publisher: parts.owner ?? null,
        source: { kind: 'hugging-face', name, revision, fetchedAtMs: null },
        sha256: sha256Name.test(blob) ? blob : null,
      })
    }
  }
  return [...found.values()]
}

/** The revision that `main` is at, then the others, the newest first: each file is taken from the first one that has it. */
async function revisionsOf(folder: string): Promise<string[]> {
  const main = (await readSmallFile(join(folder, 'refs', 'main')))?.trim()
  const names = await readdir(join(folder, 'snapshots')).catch(() => [])
  const dated = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(folder, 'snapshots', name)).catch(() => null)
      return { name, atMs: name === main ? Number.POSITIVE_INFINITY : (stats?.mtimeMs ?? 0) }
    }),
  )
  return dated.toSorted((a, b) => b.atMs - a.atMs || (a.name < b.name ? -1 : 1)).map(({ name }) => name)
}

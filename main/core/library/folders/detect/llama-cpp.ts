import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { foundAt } from '../found-model.ts'
import { isModelFileName } from '../model-file-name.ts'
import { walkFolder } from '../walk-folder.ts'
import type { ForeignProgram } from './foreign-program.ts'
import { cacheHome, pathIn } from './system-folders.ts'

const manifestName = /^manifest=(?<owner>[^=]+)=(?<name>[^=]+)=[^=]*\.json$/

/**
 * llama.cpp's own cache, as it was until it took to Hugging Face's. `LLAMA_CACHE`, else `llama.cpp` where the system keeps caches. The
 * files lie flat, `<owner>_<repository>_<file>.gguf`, beside `manifest=<owner>=<repository>=<tag>.json`, which tells where the owner ends.
 * Checked against `fs_get_cache_directory` and `common_list_cached_models` in llama.cpp's common library.
 */
export const llamaCpp: ForeignProgram = {
  kind: 'llama-cpp',

  async candidates(machine) {
    const chosen = pathIn(machine, 'LLAMA_CACHE')
    return [...(chosen === null ? [] : [chosen]), join(cacheHome(machine), 'llama.cpp')]
  },

  async find(folder) {
    const repositories = (await readdir(folder)).flatMap((name) => {
      const parts = manifestName.exec(name)?.groups
      return parts?.owner && parts.name ? [{ owner: parts.owner, name: parts.name }] : []
    })
    const paths = await walkFolder(folder, { isWanted: isModelFileName })
    return paths.map((path) => {
      const from = repositories.find(({ owner, name }) => basename(path).startsWith(`${owner}_${name}_`))
      if (!from) return foundAt(path)
      return {
        ...foundAt(path),
        publisher: from.owner,
        source: { kind: 'hugging-face', name: `${from.owner}/${from.name}`, revision: null, fetchedAtMs: null },
      }
    })
  },

  watched: (folder) => [folder],
}

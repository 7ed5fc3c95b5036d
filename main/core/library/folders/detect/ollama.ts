import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import type { FoundModel } from '../found-model.ts'
import { readJsonFile } from '../read-small-file.ts'
import { walkFolder } from '../walk-folder.ts'
import type { ForeignProgram } from './foreign-program.ts'
import { pathIn } from './system-folders.ts'

/** A digest becomes a file's name: nothing but one is taken for one. */
const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })).max(1000),
})
const digestPattern = /^sha256:([0-9a-f]{64})$/
const weights = 'application/vnd.ollama.image.model'

/**
 * Ollama. `OLLAMA_MODELS`, else `~/.ollama/models`, or `/usr/share/ollama/.ollama/models` where it runs as a service on Linux. A model
 * is a manifest, `manifests/<registry>/<namespace>/<model>/<tag>`, whose layer of weights is a GGUF file under its own hash in `blobs/`.
 * Checked against Ollama's FAQ and its packages `manifest` and `types/model`.
 */
export const ollama: ForeignProgram = {
  kind: 'ollama',

  async candidates(machine) {
    const chosen = pathIn(machine, 'OLLAMA_MODELS')
    return [
      ...(chosen === null ? [] : [chosen]),
      join(machine.home, '.ollama', 'models'),
      ...(machine.platform === 'linux' ? ['/usr/share/ollama/.ollama/models'] : []),
    ]
  },

  async find(folder) {
    const manifests = join(folder, 'manifests')
    // Before the first model there are none.
    if (!(await readdir(folder)).includes('manifests')) return []
    const paths = await walkFolder(manifests, { isWanted: (name) => !name.startsWith('.') })
    const found = await Promise.all(paths.map((path) => readManifest(folder, relative(manifests, path).split(sep))))
    const models = new Map<string, FoundModel>()
    for (const model of found) {
      // Two tags of one file: `latest` says less than the other.
      const other = model && models.get(model.path)
      if (model && (!other || other.name?.endsWith(':latest'))) models.set(model.path, model)
    }
    return [...models.values()]
  },

  watched: (folder) => [join(folder, 'manifests')],
}

async function readManifest(folder: string, place: string[]): Promise<FoundModel | null> {
  const [registry, namespace, model, tag, ...rest] = place
  if (!registry || !namespace || !model || !tag || rest.length > 0) return null
  const manifest = await readJsonFile(join(folder, 'manifests', ...place), manifestSchema)
  const layer = manifest?.layers.find(({ mediaType }) => mediaType === weights)
  const sha256 = layer && digestPattern.exec(layer.digest)?.[1]
  if (!sha256) return null
  const path = join(folder, 'blobs', `sha256-${sha256}`)
  const stats = await stat(path).catch(() => null)
  if (!stats?.isFile()) return null
  const isOfficial = registry === 'registry.ollama.ai'
  const isLibrary = namespace === 'library'
  const name = [...(isOfficial ? [] : [registry]), ...(isOfficial && isLibrary ? [] : [namespace]), model].join('/')
  return {
    path,
    name: `${name}:${tag}`,
    publisher: isLibrary ? null : namespace,
    source: { kind: 'ollama', name: `${name}:${tag}`, revision: null, fetchedAtMs: null },
    sha256,
  }
}

import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Fault } from '../fault.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import { knownArchitectures } from './gguf/known-architectures.ts'
import { type InspectedFile, inspectGgufFile } from './gguf-header.ts'
import { recordOf } from './model-record.ts'

type ModelFilesOptions = {
  repository: ModelRepository
  starter: { model: CatalogModel; path: string }
  now: () => number
}

/** Looks at model files and keeps what their headers say. */
export class ModelFiles {
  readonly #options: ModelFilesOptions

  constructor(options: ModelFilesOptions) {
    this.#options = options
  }

  /** Inspects a file and lists it; one that was removed comes back. */
  async add(path: string): Promise<StoredModel> {
    return this.#save(path, await inspectGgufFile(path), false)
  }

  /** Reads a listed file's header again and keeps what changed. */
  async refresh({ path }: StoredModel): Promise<StoredModel> {
    return this.#save(path, await inspectGgufFile(path), true)
  }

  /** Lists the GGUF files of a folder that are not known yet. What is broken, removed or the starter's own is passed over. */
  async scan(folder: string): Promise<void> {
    const names = await readdir(folder).catch(() => [])
    for (const name of names.toSorted()) {
      const path = join(folder, name)
      if (!/\.gguf$/i.test(name) || path === this.#options.starter.path) continue
      // Of a model in several files only the first is listed.
      if (/-(?!00001-of-)\d{5}-of-\d{5}\.gguf$/i.test(name)) continue
      if (this.#options.repository.findByPath(path) === null) await this.add(path).catch(() => undefined)
    }
  }

  /** Ids of the listed models whose files are where they were. */
  async reachableIds(): Promise<ReadonlySet<string>> {
    const records = this.#options.repository.list()
    const found = await Promise.all(
      records.map(async ({ path }) => {
        const stats = await stat(path).catch(() => null)
        return stats?.isFile() ?? false
      }),
    )
    return new Set(records.filter((_, index) => found[index]).map((record) => record.id))
  }

  /** In one step from the look into the database to the change: two that add the same file must not list it twice. */
  #save(path: string, inspected: InspectedFile, staysRemoved: boolean): StoredModel {
    const { repository, starter, now } = this.#options
    const { architecture } = inspected.header
    if (!knownArchitectures.has(architecture)) {
      throw new Fault('MODEL_ARCHITECTURE_UNKNOWN', { params: { fileName: basename(path), architecture } })
    }
    const known = repository.findByPath(path)
    const isStarter = path === starter.path
    const record = recordOf({ path, inspected, known, starter: isStarter ? starter.model : null, nowMs: now() })
    const removedAtMs = staysRemoved ? record.removedAtMs : null
    repository.save({ ...record, removedAtMs })
    return { ...record, removedAtMs }
  }
}

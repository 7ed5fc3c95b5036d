import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../fault.ts'
import type { ModelRepository, StoredModel } from '../ports/model-repository.ts'
import type { CatalogModel } from './catalog.ts'
import { knownArchitectures } from './gguf/known-architectures.ts'
import { inspectGgufFile } from './gguf-header.ts'
import { recordOf } from './model-record.ts'

type ModelFilesOptions = {
  repository: ModelRepository
  starter: { model: CatalogModel; path: string }
  now: () => number
}

/** Looks at model files and keeps what their headers say. */
export class ModelFiles {
  readonly #options: ModelFilesOptions
  #lastAddition: Promise<unknown> = Promise.resolve()

  constructor(options: ModelFilesOptions) {
    this.#options = options
  }

  /** Inspects a file and lists it. One after another, so that the same path cannot be listed twice. */
  add(path: string): Promise<StoredModel> {
    const addition = this.#lastAddition.then(() => this.#inspectAndSave(path))
    this.#lastAddition = addition.catch(() => undefined)
    return addition
  }

  /** Reads a listed file's header again and keeps what changed. */
  async refresh(known: StoredModel): Promise<StoredModel> {
    const record = await this.#inspect(known.path)
    this.#options.repository.save(record)
    return record
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

  async #inspectAndSave(path: string): Promise<StoredModel> {
    const record = { ...(await this.#inspect(path)), removedAtMs: null }
    this.#options.repository.save(record)
    return record
  }

  async #inspect(path: string): Promise<StoredModel> {
    const { repository, starter, now } = this.#options
    const inspected = await inspectGgufFile(path)
    const { architecture } = inspected.header
    const record = recordOf({
      path,
      inspected,
      known: repository.findByPath(path),
      starter: path === starter.path ? starter.model : null,
      nowMs: now(),
    })
    if (!knownArchitectures.has(architecture)) {
      throw new Fault('MODEL_ARCHITECTURE_UNKNOWN', { params: { fileName: record.fileName, architecture } })
    }
    return record
  }
}

import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const ending = '.reference'

/** The folder of the files with references' log-probabilities, one for each run that is not over. */
export class ReferenceFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where a run's file is, or will be: the folder is made. */
  async pathFor(runId: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true })
    return join(this.#folder, `${runId}${ending}`)
  }

  get path(): string {
    return this.#folder
  }

  /** Removes a run's file, where it has one. */
  async remove(runId: string): Promise<void> {
    await rm(join(this.#folder, `${runId}${ending}`), { force: true })
  }

  /** Removes the files of all runs but these, which can be gone on with. */
  async keepOnly(runIds: readonly string[]): Promise<void> {
    const kept = new Set(runIds.map((runId) => `${runId}${ending}`))
    const names = await readdir(this.#folder).catch(() => [])
    for (const name of names)
      if (name.endsWith(ending) && !kept.has(name)) await rm(join(this.#folder, name), { force: true })
  }
}

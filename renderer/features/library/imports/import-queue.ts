import { createStore } from 'zustand/vanilla'
import { isAbort, problemOf, type ShownProblem } from '../../../data/problem.ts'
import { SendFailure } from './send-file.ts'

type RunOptions = { signal: AbortSignal; onSent: (bytes: number) => void }

/** A file or folder that is to come into the library. */
export type ImportJob = {
  name: string
  /** What has to be sent; null where the file is used where it lies. */
  sizeBytes: number | null
  /** Resolves with the model that it became; null for a folder, or a later part of a split model. */
  run: (options: RunOptions) => Promise<string | null>
}

/** An import as it is shown: until it is done, and one that failed until it is put away. */
export type ImportEntry = {
  id: number
  name: string
  sizeBytes: number | null
  sentBytes: number
  state: 'waiting' | 'running' | 'failed'
  problem: ShownProblem | null
}

/** Brings files into the library one after the other: their bytes share one disk. */
export class ImportQueue {
  readonly entries = createStore<readonly ImportEntry[]>(() => [])
  readonly #waiting: { id: number; job: ImportJob; done: (modelId: string | null) => void }[] = []
  readonly #controllers = new Map<number, AbortController>()
  #nextId = 1
  #isRunning = false

  /** Resolves when all of them are done, failed or cancelled, with the models that they became. */
  async add(jobs: readonly ImportJob[]): Promise<string[]> {
    const ended = jobs.map((job) => {
      const id = this.#nextId++
      const { promise, resolve } = Promise.withResolvers<string | null>()
      this.#waiting.push({ id, job, done: resolve })
      this.#controllers.set(id, new AbortController())
      const { name, sizeBytes } = job
      const entry: ImportEntry = { id, name, sizeBytes, sentBytes: 0, state: 'waiting', problem: null }
      this.entries.setState((entries) => [...entries, entry], true)
      return promise
    })
    void this.#run()
    const modelIds = await Promise.all(ended)
    return modelIds.filter((id) => id !== null)
  }

  /** Stops an import, or puts away one that failed. What was sent of it is deleted. */
  cancel(id: number): void {
    this.#controllers.get(id)?.abort()
    this.entries.setState((entries) => entries.filter((entry) => entry.id !== id), true)
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      next.done(await this.#import(next.id, next.job))
      this.#controllers.delete(next.id)
    }
    this.#isRunning = false
  }

  async #import(id: number, job: ImportJob): Promise<string | null> {
    const signal = this.#controllers.get(id)?.signal
    if (!signal || signal.aborted) return null
    this.#change(id, { state: 'running' })
    try {
      const modelId = await job.run({ signal, onSent: (sentBytes) => this.#change(id, { sentBytes }) })
      this.entries.setState((entries) => entries.filter((entry) => entry.id !== id), true)
      return modelId
    } catch (error) {
      const problem = error instanceof SendFailure ? error.problem : problemOf(error)
      if (!isAbort(error)) this.#change(id, { state: 'failed', problem })
      return null
    }
  }

  #change(id: number, change: Partial<ImportEntry>): void {
    this.entries.setState(
      (entries) => entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
      true,
    )
  }
}

/** The imports of this page. */
export const importQueue = new ImportQueue()

import type { Problem } from '#contract/errors.ts'
import type { QuantizeJob } from '#contract/lab/quantize.ts'
import { Fault } from '../../fault.ts'
import { LiveValue } from '../../live-value.ts'
import { keysOf } from './header-keys.ts'
import { makeFile } from './make-file.ts'
import type { QueuedJob } from './quantize-job.ts'
import type { QuantizeServiceOptions } from './quantize-service.ts'

type QueueOptions = Required<Pick<QuantizeServiceOptions, 'quantizer' | 'models' | 'lease' | 'freeBytes' | 'now'>>

/** Makes one file after the other, and has the machine meanwhile. */
export class QuantizeQueue {
  /** All since the start of the app, the newest first. */
  readonly jobs = new LiveValue<QuantizeJob[]>([])
  readonly #options: QueueOptions
  /** The oldest first. */
  readonly #all: QueuedJob[] = []
  #machine: Promise<() => void> | null = null
  #work: Promise<void> | null = null
  #isClosed = false

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** Whether a file is to be made, or is being made. */
  isMaking(path: string): boolean {
    return this.#all.some(({ file, shown }) => file.path === path && isUnfinished(shown))
  }

  /** Faults: LAB_BUSY, QUANTIZE_FILE_EXISTS (params.fileName) where another job makes that file. */
  async add(jobs: readonly QueuedJob[]): Promise<void> {
    if (this.#isClosed) throw new Fault('APP_CLOSED')
    await this.#takeMachine(jobs[0]?.shown.sourceName ?? '')
    try {
      const twice = jobs.find(({ file }) => this.isMaking(file.path))
      if (twice !== undefined) throw new Fault('QUANTIZE_FILE_EXISTS', { params: { fileName: twice.file.fileName } })
      if (this.#isClosed) throw new Fault('APP_CLOSED')
      this.#all.push(...jobs)
      this.#publish()
    } finally {
      this.#work ??= this.#workOff()
    }
  }

  /** Faults: QUANTIZE_JOB_NOT_FOUND. */
  async cancel(id: string): Promise<void> {
    const job = this.#all.find((candidate) => candidate.id === id)
    if (job === undefined) throw new Fault('QUANTIZE_JOB_NOT_FOUND')
    if (job.shown.state === 'waiting') this.#giveUp(job, null)
    if (job.shown.state !== 'running') return
    job.abort.abort()
    await job.ended.promise
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of this.#all) {
      if (job.shown.state === 'waiting') this.#change(job, { state: 'cancelled' })
      job.abort.abort()
    }
    await this.#work
  }

  async #takeMachine(name: string): Promise<void> {
    for (;;) {
      this.#machine ??= this.#options.lease.take({ kind: 'quantize', name, locksChat: false })
      const machine = this.#machine
      try {
        await machine
      } catch (error) {
        this.#machine = null
        throw error
      }
      // The last job may have ended just now, and given it back.
      if (this.#machine === machine) return
    }
  }

  async #workOff(): Promise<void> {
    const giveBack = await this.#machine
    for (let job = this.#next(); job !== undefined; job = this.#next()) await this.#run(job)
    // All at once: who adds another job now must find that nobody works.
    this.#work = null
    this.#machine = null
    giveBack?.()
  }

  #next(): QueuedJob | undefined {
    return this.#all.find(({ shown }) => shown.state === 'waiting')
  }

  async #run(job: QueuedJob): Promise<void> {
    const { quantizer, models, freeBytes, now } = this.#options
    const { file, sourcePath, allowRequantize, importanceMatrix, threads, abort } = job
    this.#change(job, { state: 'running', progress: 0, startedAtMs: now() })
    try {
      const { type, path, sizeBytes: estimatedBytes, quantizedFrom } = file
      const keys = keysOf(quantizedFrom, importanceMatrix)
      const made = await makeFile(
        { sourcePath, path, type, allowRequantize, importanceMatrix, threads, keys, estimatedBytes },
        { quantizer, freeBytes, signal: abort.signal, onProgress: (progress) => this.#change(job, { progress }) },
      )
      const { id, name } = await models.adopt(path, {})
      // The file has the name that its source has in its header, which may not be what its user calls it.
      if (name !== job.shown.sourceName) models.annotate(id, { name: job.shown.sourceName })
      this.#change(job, { ...made, state: 'done', progress: null, modelId: id })
    } catch (error) {
      this.#giveUp(job, abort.signal.aborted ? null : Fault.from(error).toProblem())
    } finally {
      job.ended.resolve()
    }
  }

  /** What was to be made of a file that is not made cannot be made either. */
  #giveUp(job: QueuedJob, problem: Problem | null): void {
    this.#change(job, { state: problem === null ? 'cancelled' : 'failed', progress: null, problem })
    for (const other of this.#all) {
      if (other.shown.state === 'waiting' && other.sourcePath === job.file.path) this.#giveUp(other, problem)
    }
  }

  #change(job: QueuedJob, change: Partial<QuantizeJob>): void {
    job.shown = { ...job.shown, ...change }
    this.#publish()
  }

  #publish(): void {
    this.jobs.set(this.#all.map(({ shown }) => shown).toReversed())
  }
}

function isUnfinished({ state }: QuantizeJob): boolean {
  return state === 'waiting' || state === 'running'
}

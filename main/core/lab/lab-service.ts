import type { LabForecast, LabPlan, LabPreset, LabPresetPlan } from '#contract/lab/plan.ts'
import type { LabProgress, LabRun, LabRunState, LabSample } from '#contract/lab/run.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'
import type { MachineLease } from './machine-lease.ts'
import { labPresets } from './presets.ts'
import type { LabJob } from './run/lab-job.ts'
import { type RunClock, runClock } from './run/run-clock.ts'
import { RunMaker, type RunMakerOptions } from './run/run-maker.ts'

export type LabServiceOptions = Omit<RunMakerOptions, 'clock'> &
  Partial<RunClock> & {
    lease: MachineLease
    /** Milliseconds since the epoch. */
    now: () => number
  }

/** A run that is at work. */
type Running = { job: LabJob; ended: Promise<void> }

/** Of the runs that wait to be gone on with, so many of each state keep their references. A cancelled one would have it written again. */
const mostKept = 100

const waiting: readonly LabRunState[] = ['paused', 'interrupted']
const resumable: readonly LabRunState[] = [...waiting, 'cancelled']

/** Runs the lab's plans, one at a time. */
export class LabService {
  /** Where the present run stands, a paused one too; null while there is none. */
  readonly progress = new LiveValue<LabProgress | null>(null)
  readonly #options: LabServiceOptions
  readonly #clock: RunClock
  readonly #maker: RunMaker
  #running: Running | null = null
  #isClosed = false

  constructor(options: LabServiceOptions) {
    this.#options = options
    this.#clock = runClock(options)
    this.#maker = new RunMaker({ ...options, clock: this.#clock })
  }

  /** Whether a run is at work now. */
  get isAtWork(): boolean {
    return this.#running !== null
  }

  presets(): Record<Exclude<LabPreset, 'custom'>, LabPresetPlan> {
    return labPresets
  }

  forecast(plan: LabPlan): Promise<LabForecast> {
    return this.#maker.forecast(plan)
  }

  /** Begins a run, and resolves with it. Faults: LAB_BUSY, MODEL_…, LAB_PLAN_REFUSED (obstacle), LAB_TEXT_…, APP_CLOSED. */
  async start(plan: LabPlan): Promise<LabRun> {
    const giveBack = await this.#takeMachine(plan.name || this.#namesOf(plan))
    try {
      const run = await this.#maker.begin(plan)
      await this.#perform(run.id, giveBack).catch((error: unknown) => {
        const problem = Fault.from(error).toProblem()
        this.#options.repository.change(run.id, { state: 'failed', endedAtMs: Math.round(this.#clock.now()), problem })
        throw error
      })
      return run
    } catch (error) {
      giveBack()
      throw error
    }
  }

  /** Pauses after the repetition in progress. Does nothing to a run that is not at work. */
  pause(runId: string): void {
    if (this.#running?.job.runId === runId) this.#running.job.pause()
  }

  /** Goes on with a run from its last finished repetition. Faults: LAB_RUN_NOT_FOUND, LAB_RUN_NOT_RESUMABLE, LAB_BUSY, MODEL_…, APP_CLOSED. */
  async resume(runId: string): Promise<void> {
    const run = this.#require(runId)
    if (!resumable.includes(run.state)) throw new Fault('LAB_RUN_NOT_RESUMABLE')
    const giveBack = await this.#takeMachine(run.name)
    try {
      if (!(await this.#maker.canGoOn(run))) throw new Fault('LAB_RUN_NOT_RESUMABLE')
      await this.#perform(runId, giveBack)
    } catch (error) {
      giveBack()
      throw error
    }
  }

  /** Ends a run at once and keeps what it measured. Resolves when it has ended; does nothing to one that has. Faults: LAB_RUN_NOT_FOUND. */
  async cancel(runId: string): Promise<void> {
    const running = this.#running
    if (running?.job.runId === runId) {
      running.job.stop('cancelled')
      await running.ended
      await this.#forgetReference(runId)
      return
    }
    const { state } = this.#require(runId)
    if (!waiting.includes(state)) return
    this.#options.repository.change(runId, { state: 'cancelled' })
    await this.#forgetReference(runId)
    if (this.progress.value?.runId === runId) this.progress.set(null)
    this.#options.announce()
  }

  /** The samples so far, then those to come, each once; ends with the run. Faults: LAB_RUN_NOT_FOUND. */
  async *samples(runId: string, signal?: AbortSignal): AsyncGenerator<LabSample[], void, void> {
    const job = this.#running?.job
    if (job?.runId !== runId) {
      this.#require(runId)
      yield this.#options.repository.samples(runId)
      return
    }
    yield* job.samples(signal)
  }

  /** Marks runs that an earlier end of the app cut off. */
  begin(): void {
    const { repository, references } = this.#options
    repository.interruptRunning()
    const kept = waiting.flatMap((state) => repository.list({ state }, { offset: 0, limit: mostKept }).runs)
    // What cannot be tidied away now is at the next start.
    void references.keepOnly(kept.map(({ id }) => id)).catch(() => undefined)
  }

  /** Ends what runs, so that it can be gone on with at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#running?.job.stop('interrupted')
    await this.#running?.ended
  }

  /** It may be a gigabyte. What cannot be removed now is at the next start. */
  async #forgetReference(runId: string): Promise<void> {
    await this.#options.references.remove(runId).catch(() => undefined)
  }

  #namesOf({ modelIds }: LabPlan): string {
    const names = modelIds.flatMap((id) => this.#options.stored.getListed(id)?.name ?? [])
    return [...new Set(names)].join(', ')
  }

  async #takeMachine(name: string): Promise<() => void> {
    if (this.#isClosed) throw new Fault('APP_CLOSED')
    return this.#options.lease.take({ kind: 'run', name, locksChat: true })
  }

  async #perform(runId: string, giveBack: () => void): Promise<void> {
    const job = await this.#maker.job(runId, this.progress)
    if (this.#isClosed) throw new Fault('APP_CLOSED')
    const ended = job.perform().then(() => {
      this.#running = null
      if (this.progress.value?.state !== 'paused') this.progress.set(null)
      giveBack()
    })
    this.#running = { job, ended }
  }

  /** Faults: LAB_RUN_NOT_FOUND. */
  #require(runId: string): LabRun {
    const run = this.#options.repository.find(runId)
    if (run === null) throw new Fault('LAB_RUN_NOT_FOUND')
    return run
  }
}

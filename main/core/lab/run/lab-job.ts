import type { LabProgress, LabRunState, LabSample } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'
import type { LiveValue } from '../../live-value.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { blockOrders } from './block-orders.ts'
import { isEnough } from './is-precise.ts'
import { endsTestOnly, endsVariantOnly } from './job-failures.ts'
import { JobProgress, type QualityProgress } from './job-progress.ts'
import { waitFor } from './run-clock.ts'
import type { Visit, VisitParts } from './visit.ts'
import { visitPrompts } from './visit-prompts.ts'
import { visitSpeed } from './visit-speed.ts'

export type LabJobOptions = Omit<VisitParts, 'stop' | 'leave' | 'show'> & {
  /** The variants' models, by id. */
  models: ReadonlyMap<string, StoredModel>
  progress: LiveValue<LabProgress | null>
  /** What a visit of a variant is thought to take; null where nobody knows. */
  forecastMs: (variant: number) => number | null
  /** Idle power is measured with each variant loaded. */
  measuresIdle: boolean
  /** What is done after the blocks; null: nothing. */
  quality: QualityStep | null
}

/** Measures the quality of a run's variants, or goes on with it. True when nothing of it is left; false where `leave` aborted before. */
export type QualityStep = (options: {
  /** Those that were not given up. */
  variants: readonly number[]
  leave: AbortSignal
  onProgress: (progress: QualityProgress) => void
}) => Promise<boolean>

type Ending = Extract<LabRunState, 'cancelled' | 'interrupted'>

/**
 * Makes a run from where it stands: what has a sample already is not measured again, so that to go on is the same as to begin. It never
 * rejects: whatever happens becomes the run's state.
 */
export class LabJob {
  readonly #options: LabJobOptions
  readonly #parts: VisitParts
  readonly #progress: JobProgress
  readonly #orders: number[][]
  readonly #stop = new AbortController()
  readonly #pause = new AbortController()
  /** Variants that are not measured further, and single tests of others, as `variant test`. */
  readonly #failed = new Set<number>()
  readonly #skipped = new Set<string>()
  #ending: Ending = 'cancelled'
  #hasEnded = false

  constructor(options: LabJobOptions) {
    this.#options = options
    const { record } = options
    const { plan, variants } = record.run
    this.#orders = blockOrders(plan.seed, variants.length, plan.repetitions.most)
    this.#progress = new JobProgress({ ...options, orders: this.#orders, failed: this.#failed })
    this.#parts = {
      ...options,
      stop: this.#stop.signal,
      leave: AbortSignal.any([this.#stop.signal, this.#pause.signal]),
      show: (change) => this.#progress.show(change),
    }
  }

  get runId(): string {
    return this.#options.record.run.id
  }

  /** Ends after the repetition in progress. */
  pause(): void {
    if (this.#parts.leave.aborted) return
    this.#pause.abort()
    this.#progress.notePausing()
  }

  /** Ends at once. What was measured is kept. */
  stop(ending: Ending): void {
    if (this.#stop.signal.aborted) return
    this.#ending = ending
    this.#stop.abort()
  }

  /** Resolves when it has ended, one way or another. */
  async perform(): Promise<void> {
    const { record, engine } = this.#options
    try {
      const variants = record.run.variants.map(({ problem: _, ...variant }) => variant)
      record.change({ state: 'running', endedAtMs: null, problem: null, variants })
      const isDone = (await this.#runBlocks()) && (await this.#measureQuality())
      this.#stop.signal.throwIfAborted()
      if (isDone) this.#end(...this.#outcome())
      else this.#end('paused')
    } catch (error) {
      if (this.#stop.signal.aborted) this.#end(this.#ending)
      else this.#end('failed', Fault.from(error))
    } finally {
      await engine.close().catch(() => undefined)
      this.#hasEnded = true
      record.bell.ring()
    }
  }

  /** The samples so far, then those to come, each once; ends with the run. */
  async *samples(signal?: AbortSignal): AsyncGenerator<LabSample[], void, void> {
    const { record } = this.#options
    let sent = 0
    for (let isFirst = true; !signal?.aborted; isFirst = false) {
      const { count } = record.bell
      const hasEnded = this.#hasEnded
      const fresh = record.samples.slice(sent)
      sent += fresh.length
      if (isFirst || fresh.length > 0) yield fresh
      if (hasEnded) return
      await record.bell.after(count, signal)
    }
  }

  /** False where it left before all were run. */
  async #runBlocks(): Promise<boolean> {
    const { record, clock } = this.#options
    const { plan, tests } = record.run
    if (tests.length === 0) return true
    for (const [block, order] of this.#orders.entries()) {
      if (this.#hasEnough(block)) return true
      for (const variant of order) {
        await this.#visit(block, variant)
        if (this.#parts.leave.aborted) return false
      }
      if (record.run.blocksDone < block + 1) record.change({ blocksDone: block + 1 })
      if (plan.coolDownMs > 0 && !this.#hasEnough(block + 1)) {
        this.#progress.show({ phase: 'cool-down', variant: null, test: null })
        await waitFor(plan.coolDownMs, clock, this.#parts.leave)
      }
      if (this.#parts.leave.aborted) return false
    }
    return true
  }

  #hasEnough(blocks: number): boolean {
    const { run, samples } = this.#options.record
    if (this.#failed.size === run.variants.length) return true
    const counted = samples.filter(({ block, variant }) => block < blocks && !this.#failed.has(variant))
    return isEnough(counted, blocks, run.plan.repetitions)
  }

  /** Measures what a variant has not been measured for in a block. A crash of the engine is tried once more. */
  async #visit(block: number, variant: number): Promise<void> {
    const isWhole = this.#missing(block, variant).length === this.#options.record.run.tests.length
    if (this.#failed.has(variant) || this.#missing(block, variant).length === 0) return
    this.#progress.beginVisit(block, variant)
    let isClean = isWhole && this.#options.record.memory(variant) !== null
    for (let crashes = 0; !this.#failed.has(variant) && this.#missing(block, variant).length > 0; ) {
      try {
        await this.#measure({ block, variant, model: this.#modelOf(variant) })
        if (this.#parts.leave.aborted) break
      } catch (error) {
        isClean = false
        crashes += 1
        this.#noteFailure(variant, Fault.from(error), crashes)
      }
    }
    this.#progress.endVisit(isClean && !this.#parts.leave.aborted)
  }

  async #measure(visit: Visit): Promise<void> {
    const { record, measuresIdle } = this.#options
    const { block, variant } = visit
    const missing = this.#missing(block, variant)
    const speed = missing.flatMap((place) => {
      const test = record.run.tests[place]
      return test?.kind === 'speed' ? [{ place, test }] : []
    })
    // Even where no test needs it, this load tells what the variant takes, and what llama.cpp calls it.
    if (speed.length > 0 || record.memory(variant) === null) {
      await visitSpeed(this.#parts, visit, { tests: speed, measuresIdle })
      this.#progress.refresh()
    }
    const prompts = missing.flatMap((place) => {
      const test = record.run.tests[place]
      return test?.kind === 'prompt' ? [{ place, test }] : []
    })
    if (prompts.length === 0 || this.#parts.leave.aborted) return
    try {
      await visitPrompts(this.#parts, visit, prompts)
    } catch (error) {
      const fault = Fault.from(error)
      if (this.#stop.signal.aborted || !endsTestOnly(fault)) throw fault
      record.noteProblem(variant, fault.toProblem())
      for (const { place } of prompts) this.#skipped.add(`${variant} ${place}`)
    }
    this.#progress.refresh()
  }

  /** Throws what ends the run. */
  #noteFailure(variant: number, fault: Fault, crashes: number): void {
    if (this.#stop.signal.aborted || !endsVariantOnly(fault)) throw fault
    if (fault.code === 'ENGINE_CRASHED' && crashes < 2) return
    const { record } = this.#options
    const params = { label: record.variant(variant).label, ...fault.params }
    this.#failed.add(variant)
    record.noteProblem(variant, { ...fault.toProblem(), params })
  }

  async #measureQuality(): Promise<boolean> {
    const { quality, record } = this.#options
    const variants = record.run.variants.flatMap((_, variant) => (this.#failed.has(variant) ? [] : [variant]))
    if (quality === null || variants.length === 0) return true
    this.#progress.show({ phase: 'quality', variant: null, test: null, block: null })
    return quality({
      variants,
      leave: this.#parts.leave,
      onProgress: (progress) => this.#progress.noteQuality(progress),
    })
  }

  /** A run of which nothing could be measured has failed, for the reason of its first variant. */
  #outcome(): [state: LabRunState, fault?: Fault] {
    const { run } = this.#options.record
    if (this.#failed.size < run.variants.length) return ['done']
    const problem = run.variants.find((variant) => variant.problem)?.problem
    return problem ? ['failed', new Fault(problem.code, problem)] : ['failed']
  }

  #end(state: LabRunState, fault?: Fault): void {
    const { record, clock } = this.#options
    try {
      record.change({ state, endedAtMs: Math.round(clock.now()), problem: fault?.toProblem() ?? null })
    } catch {
      // The disk is full, say: the next start finds the run interrupted, with all its samples.
    }
    this.#progress.end(state)
  }

  #missing(block: number, variant: number): number[] {
    const { record } = this.#options
    return record.missingTests(block, variant).filter((test) => !this.#skipped.has(`${variant} ${test}`))
  }

  /** Faults: MODEL_NOT_FOUND. */
  #modelOf(variant: number): StoredModel {
    const { modelId } = this.#options.record.variant(variant).model
    const model = modelId === null ? undefined : this.#options.models.get(modelId)
    if (model === undefined) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: modelId ?? '' } })
    return model
  }
}

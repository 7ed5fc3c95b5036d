import { createStore } from 'zustand/vanilla'
import type { LoadOptions } from '#contract/engine.ts'
import type { FitEstimate } from '#contract/models.ts'

type AskForFit = (modelId: string, options: LoadOptions, signal: AbortSignal) => Promise<FitEstimate>

/**
 * Estimates for the options that a hand is moving. One question is on its way at a time, always the newest: what a slider passed on its
 * way is never asked. The last answer stays in sight until the next one is there.
 */
export class FitFeed {
  /** The last estimate of each model that was asked for. */
  readonly estimates = createStore<ReadonlyMap<string, FitEstimate>>(() => new Map())
  readonly #ask: AskForFit
  readonly #controller = new AbortController()
  /** The options that each model was asked about last. */
  readonly #answered = new Map<string, LoadOptions>()
  #wanted: { modelIds: readonly string[]; options: LoadOptions } | null = null
  #isRunning = false
  /** Counts the refreshes: an answer to a question from before the last one is out of date. */
  #refreshes = 0

  constructor(ask: AskForFit) {
    this.#ask = ask
  }

  /** Wants these models at these options, the first one first. */
  want(modelIds: readonly string[], options: LoadOptions): void {
    this.#wanted = { modelIds, options }
    if (!this.#isRunning) void this.#run()
  }

  /** Forgets for which options the estimates were: the memory that is free has changed. */
  refresh(): void {
    this.#refreshes += 1
    this.#answered.clear()
    if (!this.#isRunning) void this.#run()
  }

  close(): void {
    this.#controller.abort()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const { modelId, options } = next
      const refreshes = this.#refreshes
      // A question that fails leaves what is known in sight: the load itself will say what is wrong.
      const estimate = await this.#ask(modelId, options, this.#controller.signal).catch(() => null)
      if (this.#controller.signal.aborted) return
      if (refreshes === this.#refreshes) this.#answered.set(modelId, options)
      if (estimate) this.estimates.setState((known) => new Map(known).set(modelId, estimate), true)
    }
    this.#isRunning = false
  }

  #next(): { modelId: string; options: LoadOptions } | null {
    if (!this.#wanted) return null
    const { modelIds, options } = this.#wanted
    const modelId = modelIds.find((id) => this.#answered.get(id) !== options)
    return modelId === undefined ? null : { modelId, options }
  }
}

import type { FitAnswer, FitEstimator, FitQuestion, LoadSimulation } from '../ports/fit-estimator.ts'
import type { MemoryMeasurementRepository } from '../ports/memory-measurement-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import { questionKey } from './load-question.ts'

type SimulationBookOptions = {
  estimator: FitEstimator
  repository: MemoryMeasurementRepository
  /** One for each model of the list, as it would be loaded now. */
  listed: () => readonly FitQuestion[]
  /** Whether the engine does nothing that a person waits for. */
  isIdle: () => boolean
  /** An answer for the list is there that was not before. */
  onLearnt: () => void
  setTimer?: SetTimer
}

/** Between two questions that nobody waits for. */
const pauseMs = 2000

/**
 * llama.cpp's answer for each model of the list, kept over restarts. What is missing is asked in the background, one model at a time
 * and with a pause after each, while no answer and no load is on.
 */
export class SimulationBook {
  readonly #options: SimulationBookOptions & { setTimer: SetTimer }
  readonly #known: Map<string, { key: string; simulation: LoadSimulation }>
  /** Keys of questions that llama.cpp could not answer: not asked again in this run. */
  readonly #unanswered = new Set<string>()
  #cancelTimer: (() => void) | null = null
  #isAsking = false
  #isClosed = false

  constructor(options: SimulationBookOptions) {
    this.#options = { setTimer: setSystemTimer, ...options }
    this.#known = new Map(
      options.repository
        .simulations()
        .map(({ modelId, loadKey, simulation }) => [modelId, { key: loadKey, simulation }]),
    )
  }

  /** What llama.cpp said to this very question; null where it was not asked. */
  find(question: FitQuestion): LoadSimulation | null {
    const known = this.#known.get(question.modelId)
    return known?.key === questionKey(question) ? known.simulation : null
  }

  /**
   * Asks now.
   * @param listed what the list would ask about this model: an answer to that is kept
   */
  async ask(question: FitQuestion, listed: FitQuestion | null): Promise<FitAnswer> {
    const answer = await this.#options.estimator.ask(question)
    const isListed = listed !== null && questionKey(listed) === questionKey(question)
    if (answer.status === 'simulated' && isListed && !this.#isClosed) this.#keep(question, answer.simulation)
    return answer
  }

  /** Looks after a while whether something of the list is not known yet. Returns at once. */
  tend(): void {
    if (this.#isClosed || this.#isAsking || this.#cancelTimer !== null) return
    this.#cancelTimer = this.#options.setTimer(() => {
      this.#cancelTimer = null
      void this.#askNext()
    }, pauseMs)
  }

  close(): void {
    this.#isClosed = true
    this.#cancelTimer?.()
  }

  async #askNext(): Promise<void> {
    if (!this.#options.isIdle()) return
    const missing = this.#options
      .listed()
      .find((question) => this.find(question) === null && !this.#unanswered.has(missingKey(question)))
    if (missing === undefined) return
    this.#isAsking = true
    try {
      const answer = await this.ask(missing, missing)
      if (answer.status === 'unavailable') this.#unanswered.add(missingKey(missing))
    } finally {
      this.#isAsking = false
    }
    this.tend()
  }

  #keep(question: FitQuestion, simulation: LoadSimulation): void {
    const key = questionKey(question)
    const before = this.find(question)
    this.#known.set(question.modelId, { key, simulation })
    try {
      this.#options.repository.saveSimulation({ modelId: question.modelId, loadKey: key, simulation })
    } catch {
      // It holds for this run, and is asked again after the next start.
    }
    if (before === null || before.gpuLayers !== simulation.gpuLayers) this.#options.onLearnt()
  }
}

function missingKey(question: FitQuestion): string {
  return `${question.modelId} ${questionKey(question)}`
}

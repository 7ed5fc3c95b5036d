import type { HistorySource, PowerHistoryRepository, PowerPiece } from '../ports/power-history-repository.ts'
import { type SetTimer, setSystemTimer } from '../set-timer.ts'
import type { PiecesListener } from './power-sources.ts'

type PowerRecorderOptions = {
  sources: { onPieces(listener: PiecesListener): () => void }
  history: PowerHistoryRepository
  /** Milliseconds since the epoch. */
  now: () => number
  setTimer?: SetTimer
}

/** How long it takes after the start until old steps are made coarser: the app has better to do at first. */
const firstTidyMs = 15_000
const tidyEveryMs = 60_000
/** Between two pieces of that work, so that whoever waits for the main thread comes first. */
const nextTidyMs = 200

/** After a write that failed. Each would take the time of a failed write again, and the disk is not empty a second later. */
const retryMs = 30_000

/**
 * Writes down what was measured as it is handed on, and makes old times coarser. Where that fails (the disk is full, say) what is measured
 * meanwhile is left out of the history, and nothing else suffers.
 */
export class PowerRecorder {
  readonly #options: PowerRecorderOptions
  readonly #setTimer: SetTimer
  #stopListening: () => void = () => undefined
  #cancelTidy: () => void = () => undefined
  #cancelRetry: () => void = () => undefined
  #isPaused = false

  constructor(options: PowerRecorderOptions) {
    this.#options = options
    this.#setTimer = options.setTimer ?? setSystemTimer
  }

  start(): void {
    this.#stopListening = this.#options.sources.onPieces((sources, pieces) => this.#record(sources, pieces))
    this.#tidyIn(firstTidyMs)
  }

  /** To be called when the sources were closed: they hand on their last pieces then. */
  close(): void {
    this.#stopListening()
    this.#cancelTidy()
    this.#cancelRetry()
  }

  #record(sources: readonly HistorySource[], pieces: readonly PowerPiece[]): void {
    if (this.#isPaused || pieces.length === 0) return
    this.#attempt(() => this.#options.history.append(sources, pieces))
  }

  #tidyIn(delayMs: number): void {
    this.#cancelTidy = this.#setTimer(() => {
      const hasMore = !this.#isPaused && this.#attempt(() => this.#options.history.tidy(this.#options.now()))
      this.#tidyIn(hasMore ? nextTidyMs : tidyEveryMs)
    }, delayMs)
  }

  /** What the work gives; false where it failed, and nothing is tried again for a while then. */
  #attempt<Result>(work: () => Result): Result | false {
    try {
      return work()
    } catch {
      this.#isPaused = true
      this.#cancelRetry = this.#setTimer(() => {
        this.#isPaused = false
      }, retryMs)
      return false
    }
  }
}

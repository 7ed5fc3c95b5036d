import type { MessageChange } from '../ports/conversation-repository.ts'
import type { SetTimer } from '../set-timer.ts'

/** A change is in the database at most this much later: half of the second that a killed app may lose. */
const writeWithinMs = 500

type AnswerWriterOptions = {
  write: (change: MessageChange) => void
  setTimer: SetTimer
  /** Called where a write that the timer began has failed. */
  onFailure: (error: unknown) => void
}

/** Gathers the changes of a running answer, so that the database is written twice a second and not for each token. */
export class AnswerWriter {
  readonly #options: AnswerWriterOptions
  #unwritten: MessageChange = {}
  #cancelTimer: (() => void) | null = null

  constructor(options: AnswerWriterOptions) {
    this.#options = options
  }

  /** Notes a change, to be written soon. */
  note(change: MessageChange): void {
    Object.assign(this.#unwritten, change)
    this.#cancelTimer ??= this.#options.setTimer(() => {
      this.#cancelTimer = null
      try {
        this.flush()
      } catch (error) {
        this.#options.onFailure(error)
      }
    }, writeWithinMs)
  }

  /** Writes what was noted, now. Throws what the database throws; the next write then has all of it. */
  flush(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#options.write(this.#unwritten)
    this.#unwritten = {}
  }
}

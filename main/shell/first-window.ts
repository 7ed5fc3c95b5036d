import { type SetTimer, setSystemTimer } from '../core/set-timer.ts'

/** Where nothing is drawn: a hidden tab, or a client that is not our page. */
const limitMs = 1000

/**
 * The first window, which has the processor to itself until it is drawn: on two cores, what could wait a moment would make it half a
 * second later.
 */
export class FirstWindow {
  readonly #drawn = Promise.withResolvers<void>()
  readonly #cancel: () => void

  constructor(setTimer: SetTimer = setSystemTimer) {
    this.#cancel = setTimer(this.#drawn.resolve, limitMs)
  }

  /** Resolves when the window is drawn, or will not be soon. */
  get drawn(): Promise<void> {
    return this.#drawn.promise
  }

  noteDrawn(): void {
    this.#cancel()
    this.#drawn.resolve()
  }
}

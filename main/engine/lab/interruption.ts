import { setImmediate } from 'node:timers/promises'

/** So seldom that it costs no measurement a thousandth, and so often that a user does not wait. */
const everyMs = 100

/**
 * Lets this process hear its parent between two calls of llama.cpp's, which hold its only thread. A call that is longer than the parent's
 * patience ends with the process.
 */
export class Interruption {
  readonly #signal: AbortSignal
  #heardMs = performance.now()

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** Whether it is time to listen: cheap enough to be asked for each token. */
  get isDue(): boolean {
    return performance.now() - this.#heardMs >= everyMs
  }

  /** Hears what has come. Throws the signal's reason where that was an abort. */
  async listen(): Promise<void> {
    await setImmediate()
    this.#heardMs = performance.now()
    this.#signal.throwIfAborted()
  }
}

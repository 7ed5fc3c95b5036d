/**
 * A value that changes, and that others may watch. A watcher gets the present value at once and then the newest one each time
 * it asks: a slow watcher skips what it missed instead of queueing it, so that no reader can fill the memory.
 */
export class LiveValue<T> {
  #value: T
  readonly #wakers = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const wake of this.#wakers) wake()
  }

  /** Calls back on each change, synchronously. Returns the way to stop. */
  subscribe(onChange: (value: T) => void): () => void {
    const wake = () => onChange(this.#value)
    this.#wakers.add(wake)
    return () => this.#wakers.delete(wake)
  }

  /** The present value, then the newest after each change, until the signal aborts or the reader stops. */
  async *watch(signal?: AbortSignal): AsyncGenerator<T, void, void> {
    let changed = true
    let resume: (() => void) | null = null
    const wake = () => {
      changed = true
      resume?.()
    }
    this.#wakers.add(wake)
    signal?.addEventListener('abort', wake, { once: true })
    try {
      while (!signal?.aborted) {
        if (changed) {
          changed = false
          yield this.#value
        } else {
          await new Promise<void>((resolve) => {
            resume = resolve
          })
          resume = null
        }
      }
    } finally {
      this.#wakers.delete(wake)
      signal?.removeEventListener('abort', wake)
    }
  }
}

import { Bell } from './bell.ts'

/**
 * A value that changes, and that others may watch. A watcher gets the present value at once and then the newest one each time
 * it asks: a slow watcher skips what it missed instead of queueing it, so that no reader can fill the memory.
 */
export class LiveValue<T> {
  #value: T
  readonly #bell = new Bell()
  readonly #listeners = new Set<(value: T) => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of this.#listeners) listener(this.#value)
    this.#bell.ring()
  }

  /** Calls back on each change, synchronously. Returns the way to stop. */
  subscribe(onChange: (value: T) => void): () => void {
    const listener = (value: T) => onChange(value)
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The present value, then the newest after each change, until the signal aborts or the reader stops. */
  async *watch(signal?: AbortSignal): AsyncGenerator<T, void, void> {
    while (!signal?.aborted) {
      const { count } = this.#bell
      yield this.#value
      await this.#bell.after(count, signal)
    }
  }
}

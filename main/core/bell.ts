/**
 * Tells readers that something has changed, and nothing more: they look for themselves. A reader remembers `count` before it
 * looks and waits with it afterwards, so that a change in between is never missed and none is queued.
 */
export class Bell {
  #count = 0
  readonly #wakers = new Set<() => void>()

  /** How many times it has rung. */
  get count(): number {
    return this.#count
  }

  ring(): void {
    this.#count += 1
    for (const wake of [...this.#wakers]) wake()
  }

  /** Resolves when it has rung since `count` was read, at once where it already has, or when the signal aborts. */
  after(count: number, signal?: AbortSignal): Promise<void> {
    if (count !== this.#count || signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.#wakers.delete(wake)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      this.#wakers.add(wake)
      signal?.addEventListener('abort', wake, { once: true })
    })
  }
}

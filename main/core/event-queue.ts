/** Events pushed on one side and read on the other, to an end or a failure. The reader sees all that came before a failure. */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #items: T[] = []
  #end: { error: unknown } | 'closed' | null = null
  #wake: (() => void) | null = null

  push(item: T): void {
    if (this.#end !== null) return
    this.#items.push(item)
    this.#wake?.()
  }

  close(): void {
    this.#end ??= 'closed'
    this.#wake?.()
  }

  fail(error: unknown): void {
    this.#end ??= { error }
    this.#wake?.()
  }

  get ended(): boolean {
    return this.#end !== null
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (true) {
      const item = this.#items.shift()
      if (item !== undefined) yield item
      else if (this.#end === 'closed') return
      else if (this.#end !== null) throw this.#end.error
      else await this.#arrival()
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null
        resolve()
      }
    })
  }
}

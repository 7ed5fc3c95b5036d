type ModelPresenceOptions = {
  /** Ids of the models whose files are all where they were. */
  look: () => Promise<ReadonlySet<string>>
  /** Called after each look. */
  onLooked: () => void
}

const lookIntervalMs = 30_000

/** Which models can be reached: drives come and go, and nobody tells. */
export class ModelPresence {
  readonly #options: ModelPresenceOptions
  #there: ReadonlySet<string> = new Set()
  #addedMeanwhile = new Set<string>()
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(options: ModelPresenceOptions) {
    this.#options = options
  }

  /** Ids of the models whose files were there at the last look, or are known to be since. */
  get there(): ReadonlySet<string> {
    return this.#there
  }

  /** From now on, looks again now and then. */
  start(): void {
    this.#timer = setInterval(() => this.lookSoon(), lookIntervalMs)
    this.#timer.unref()
  }

  /** Somebody has just read this model's file. */
  note(id: string): void {
    this.#addedMeanwhile.add(id)
    this.#there = new Set([...this.#there, id])
  }

  /** Looks at all files as they are after this call: a look in progress may have passed what changed, and another one follows it. */
  look(): Promise<void> {
    if (this.#running === null) return this.#begin()
    this.#next ??= this.#running.catch(() => undefined).then(() => this.#begin())
    return this.#next
  }

  /** The same, where nobody waits for it: what goes wrong will go wrong again at the next look. */
  lookSoon(): void {
    void this.look().catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer) clearInterval(this.#timer)
    await Promise.allSettled([this.#running, this.#next])
  }

  #begin(): Promise<void> {
    this.#next = null
    this.#running = this.#look().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return
    this.#addedMeanwhile = new Set()
    const found = await this.#options.look()
    if (this.#isClosed) return
    this.#there = new Set([...found, ...this.#addedMeanwhile])
    this.#options.onLooked()
  }
}

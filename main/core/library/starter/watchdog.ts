/** Ends a transfer that does not start in time, stops, or merely trickles. */
export class TransferWatchdog {
  readonly #controller = new AbortController()
  readonly #stallTimeoutMs: number
  readonly #leastBytes: number
  #timer: NodeJS.Timeout
  #bytesAtLastCheck = 0
  #receivedBytes = 0

  /** At least `leastBytes` must come within each `stallTimeoutMs`. */
  constructor(limits: { connectTimeoutMs: number; stallTimeoutMs: number; leastBytes: number }) {
    this.#stallTimeoutMs = limits.stallTimeoutMs
    this.#leastBytes = limits.leastBytes
    this.#timer = setTimeout(() => this.#controller.abort('connect-timeout'), limits.connectTimeoutMs)
  }

  /** Aborts with the reason, `connect-timeout` or `stalled`. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get reason(): string | null {
    return this.signal.aborted ? String(this.signal.reason) : null
  }

  /** The answer's head has come: from now on the stall limit holds. */
  connected(): void {
    clearTimeout(this.#timer)
    this.#timer = setInterval(() => this.#check(), this.#stallTimeoutMs)
  }

  received(totalBytes: number): void {
    this.#receivedBytes = totalBytes
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #check(): void {
    if (this.#receivedBytes - this.#bytesAtLastCheck < this.#leastBytes) this.#controller.abort('stalled')
    this.#bytesAtLastCheck = this.#receivedBytes
  }
}

/** The two clocks may drift apart by so much before the time of day is taken anew. */
const driftMs = 250
/** A machine that slept, or a clock that was set: between the two nothing is known of the time. */
const jumpMs = 2000

/** The time of day of instants of the monotonic clock. */
export class WallClock {
  readonly #now: () => number
  readonly #monotonicNow: () => number
  #offsetMs: number

  constructor({ now, monotonicNow }: { now: () => number; monotonicNow: () => number }) {
    this.#now = now
    this.#monotonicNow = monotonicNow
    this.#offsetMs = now() - monotonicNow()
  }

  /** Milliseconds since the epoch. */
  toEpochMs(monotonicMs: number): number {
    return monotonicMs + this.#offsetMs
  }

  /** Compares the clocks. True where one has jumped since the last time; what is to be told of before is told first, in `beforeJump`. */
  hasJumped(beforeJump: () => void): boolean {
    const offsetMs = this.#now() - this.#monotonicNow()
    const changeMs = Math.abs(offsetMs - this.#offsetMs)
    if (changeMs <= driftMs) return false
    if (changeMs > jumpMs) beforeJump()
    this.#offsetMs = offsetMs
    return changeMs > jumpMs
  }
}

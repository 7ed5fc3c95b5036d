/** More than a reading can be late by: the machine slept, or the device's clock was set. */
const jumpMs = 1000

/** Puts the times of a device's own clock on the monotonic one. */
export class DeviceClock {
  #offsetMs: number | null = null

  /** When it was on the monotonic clock, given that the reading arrived at `nowMs`. Never later than that. */
  toMonotonic(deviceMs: number, nowMs: number): number {
    const offsetMs = nowMs - deviceMs
    // The reading that was handed on the quickest knows the difference of the clocks best.
    const isBetter = this.#offsetMs === null || offsetMs < this.#offsetMs || offsetMs - this.#offsetMs > jumpMs
    if (isBetter) this.#offsetMs = offsetMs
    return deviceMs + (this.#offsetMs ?? offsetMs)
  }
}

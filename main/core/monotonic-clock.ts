/** Milliseconds of a clock that never goes back. All processes of this machine read the same one; what it counts from means nothing. */
export function monotonicNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** What the same clock showed when this process's `performance.now()` was 0. */
const beginMs = monotonicNowMs() - performance.now()

/** A time of this process's `performance.now()`, on the clock of all processes. */
export function toMonotonicMs(performanceMs: number): number {
  return beginMs + performanceMs
}

/** Milliseconds of a clock that never goes back. All processes of this machine read the same one; what it counts from means nothing. */
export function monotonicNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

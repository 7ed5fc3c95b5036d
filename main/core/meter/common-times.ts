/**
 * The next of the times that all loops of a period share: whole periods of the monotonic clock. What is due at the same time costs one wake-up
 * of the process, and to wake it takes longer than most readings do. `beganMs` is when the present turn began, which a timer may have let begin
 * a little early; a turn that took longer than a period leaves out the times that it missed.
 */
export function nextCommonTimeMs(beganMs: number, nowMs: number, periodMs: number): number {
  const nextMs = (Math.round(beganMs / periodMs) + 1) * periodMs
  return nextMs > nowMs ? nextMs : (Math.floor(nowMs / periodMs) + 1) * periodMs
}

import type { LabFlag } from '#contract/lab/run.ts'
import type { MachineCondition, MachineCounters } from '../../ports/machine-watch.ts'

/** What the machine's counters showed at one end of a repetition, and both clocks. */
export type MachineMoment = MachineCounters & { atMs: number; monotonicMs: number }

/** What else went on during a repetition. */
export type Interference = {
  /** Share of all cores that other programs took, 0 to 1; null where unknown. */
  otherLoad: number | null
  flags: LabFlag[]
}

/** The kernel counts in hundredths of a second: of less time than this a share would be mostly rounding. */
const leastMs = 250
/** Other programs that take more than this share of all cores disturb. */
const disturbingShare = 0.1
/** The two clocks part by more than this only where the machine slept, or its clock was set. */
const jumpMs = 2000

/** What came between two moments, under the conditions at their end. */
export function interferenceBetween(
  before: MachineMoment,
  after: MachineMoment,
  { powerSource }: Pick<MachineCondition, 'powerSource'>,
): Interference {
  const otherLoad = otherLoadBetween(before, after)
  const hasThrottled = before.throttles !== null && after.throttles !== null && after.throttles > before.throttles
  const hasSlept = Math.abs(after.atMs - before.atMs - (after.monotonicMs - before.monotonicMs)) > jumpMs
  const flags: LabFlag[] = []
  if (otherLoad !== null && otherLoad > disturbingShare) flags.push('other-load')
  if (powerSource === 'battery') flags.push('on-battery')
  if (hasThrottled) flags.push('throttled')
  if (hasSlept) flags.push('interrupted')
  return { otherLoad, flags }
}

function otherLoadBetween(before: MachineMoment, after: MachineMoment): number | null {
  if (before.cpu === null || after.cpu === null || after.monotonicMs - before.monotonicMs < leastMs) return null
  const totalMs = after.cpu.totalMs - before.cpu.totalMs
  if (totalMs <= 0) return null
  const otherMs = after.cpu.busyMs - before.cpu.busyMs - (after.cpu.ownMs - before.cpu.ownMs)
  return Math.min(1, Math.max(0, otherMs / totalMs))
}

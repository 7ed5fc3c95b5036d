import type { LabAxes, LabAxis } from '#contract/lab/verdict.ts'
import { differenceOf, smallestShare } from '../statistics/difference.ts'
import { type Ratio, ratioOfLogs } from '../statistics/log-ratio.ts'
import type { AxisFigure, AxisFigures } from './axis-figures.ts'
import { commonPairs } from './comparisons.ts'

/** By how much one is better than another, as a share of the other; `low` and `high` are null where too little was measured. */
export type Gain = { share: number; low: number | null; high: number | null }

export function isMoreBetter(axis: LabAxis): boolean {
  return axis === 'speed' || axis === 'prefill-speed'
}

/** Whether the figure of one is better than that of another, noise or not. */
export function isBetterFigure(axis: LabAxis, one: AxisFigure, other: AxisFigure): boolean {
  return isMoreBetter(axis) ? one.value > other.value : one.value < other.value
}

/** One's figure ÷ another's: paired by block or chunk where it was measured, exact else. null where they cannot be put against each other. */
export function figureRatio(one: AxisFigure, other: AxisFigure): Ratio | null {
  if (one.kind !== other.kind) return null
  if (one.logs !== null && other.logs !== null) {
    return ratioOfLogs(commonPairs(one.logs, other.logs).map(([of, to]) => of - to))
  }
  if (one.logs !== null || other.logs !== null || one.value <= 0 || other.value <= 0) return null
  const value = one.value / other.value
  return { value, interval95: { low: value, high: value }, count: 1 }
}

/** Whether one is better than another by an axis beyond noise, and by 2 % or more. False where either has no figure. */
export function isClearlyBetter(axis: LabAxis, one: AxisFigures, other: AxisFigures): boolean {
  const [mine, theirs] = [one[axis], other[axis]]
  if (mine === undefined || theirs === undefined) return false
  // The reference does not diverge from itself: there is no ratio to 0.
  if (mine.logs === null && mine.value === 0) return (theirs.interval95?.low ?? theirs.value) > 0
  const ratio = figureRatio(mine, theirs)
  return ratio !== null && differenceOf(ratio) === (isMoreBetter(axis) ? 'higher' : 'lower')
}

/** Whether one's figure is no worse than another's, or worse by less than 2 %. False where either has none. */
function isAsGood(axis: LabAxis, one: AxisFigures, other: AxisFigures): boolean {
  const [mine, theirs] = [one[axis], other[axis]]
  if (mine === undefined || theirs === undefined || mine.kind !== theirs.kind) return false
  if (!isBetterFigure(axis, theirs, mine)) return true
  return Math.abs(mine.value - theirs.value) < smallestShare * Math.abs(theirs.value)
}

/** Whether one is as good as another by both axes, and clearly better by one. */
export function dominates({ x, y }: LabAxes, one: AxisFigures, other: AxisFigures): boolean {
  if (!isAsGood(x, one, other) || !isAsGood(y, one, other)) return false
  return isClearlyBetter(x, one, other) || isClearlyBetter(y, one, other)
}

/** By how much one is better than another by an axis; below 0 where it is worse. null where they cannot be put against each other. */
export function gainOf(axis: LabAxis, one: AxisFigures, other: AxisFigures): Gain | null {
  const [mine, theirs] = [one[axis], other[axis]]
  if (mine === undefined || theirs === undefined) return null
  if (mine.logs === null && mine.value === 0 && theirs.value > 0) return { share: 1, low: 1, high: 1 }
  const ratio = figureRatio(mine, theirs)
  if (ratio === null) return null
  const share = (of: number) => (isMoreBetter(axis) ? of - 1 : 1 - of)
  if (ratio.interval95 === null) return { share: share(ratio.value), low: null, high: null }
  const ends = [share(ratio.interval95.low), share(ratio.interval95.high)]
  return { share: share(ratio.value), low: Math.min(...ends), high: Math.max(...ends) }
}

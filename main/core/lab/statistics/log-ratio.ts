import { mean, sampleVariance } from 'simple-statistics'
import type { Interval } from '#contract/lab/verdict.ts'
import { meanInterval } from './mean-interval.ts'
import { studentT95 } from './student-t.ts'

/**
 * One figure ÷ another, with its 95 % interval, which is null where too little was measured to tell. `count` is of the pairs, or of the figures
 * on the side that has fewer.
 */
export type Ratio = { value: number; interval95: Interval | null; count: number }

/**
 * The ratio of figures that were measured in pairs, such as rates of one block: `exp` of the mean of the log-ratios, by Student's t over the
 * pairs. What both of a pair share, such as a drift, falls out. Pairs with a figure that is not above 0 are left out; null of no pair.
 */
export function pairedRatio(pairs: Iterable<readonly [of: number, to: number]>): Ratio | null {
  const logRatios: number[] = []
  for (const [of, to] of pairs) if (of > 0 && to > 0) logRatios.push(Math.log(of) - Math.log(to))
  return ratioOfLogs(logRatios)
}

/** The ratio whose logarithm was measured some times; null of none, and of one that no number can hold. */
export function ratioOfLogs(logRatios: readonly number[]): Ratio | null {
  if (logRatios.length === 0) return null
  return ratioOf(mean([...logRatios]), meanInterval(logRatios), logRatios.length)
}

/**
 * The ratio of figures that have nothing in common: Welch's t on their logarithms (Welch 1947), with Satterthwaite's degrees of freedom. Figures
 * that are not above 0 are left out; null where one side has none. Without two on each side there is no interval.
 */
export function unpairedRatio(of: readonly number[], to: readonly number[]): Ratio | null {
  const one = of.filter((figure) => figure > 0).map(Math.log)
  const other = to.filter((figure) => figure > 0).map(Math.log)
  if (one.length === 0 || other.length === 0) return null
  const difference = mean(one) - mean(other)
  const count = Math.min(one.length, other.length)
  if (count < 2) return ratioOf(difference, null, count)
  const oneError = sampleVariance(one) / one.length
  const otherError = sampleVariance(other) / other.length
  const error = oneError + otherError
  const degrees = error ** 2 / (oneError ** 2 / (one.length - 1) + otherError ** 2 / (other.length - 1))
  const reach = error === 0 ? 0 : studentT95(degrees) * Math.sqrt(error)
  return ratioOf(difference, { low: difference - reach, high: difference + reach }, count)
}

function ratioOf(log: number, interval: Interval | null, count: number): Ratio | null {
  const value = Math.exp(log)
  if (!Number.isFinite(value) || value === 0) return null
  return { value, interval95: interval === null ? null : exponential(interval), count }
}

/** The interval of a figure by that of its logarithm. It ends at the largest number: two values that are far apart have one beyond all. */
export function exponential({ low, high }: Interval): Interval {
  return { low: Math.min(Math.exp(low), Number.MAX_VALUE), high: Math.min(Math.exp(high), Number.MAX_VALUE) }
}

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
  const logs: number[] = []
  for (const [of, to] of pairs) if (of > 0 && to > 0) logs.push(Math.log(of) - Math.log(to))
  if (logs.length === 0) return null
  return { value: Math.exp(mean(logs)), interval95: exponential(meanInterval(logs)), count: logs.length }
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
  if (count < 2) return { value: Math.exp(difference), interval95: null, count }
  const oneError = sampleVariance(one) / one.length
  const otherError = sampleVariance(other) / other.length
  const error = oneError + otherError
  const degrees = error ** 2 / (oneError ** 2 / (one.length - 1) + otherError ** 2 / (other.length - 1))
  const reach = error === 0 ? 0 : studentT95(degrees) * Math.sqrt(error)
  return {
    value: Math.exp(difference),
    interval95: exponential({ low: difference - reach, high: difference + reach }),
    count,
  }
}

/** The same the other way round. */
export function inverse({ value, interval95, count }: Ratio): Ratio {
  return {
    value: 1 / value,
    interval95: interval95 === null ? null : { low: 1 / interval95.high, high: 1 / interval95.low },
    count,
  }
}

function exponential(interval: Interval | null): Interval | null {
  return interval === null ? null : { low: Math.exp(interval.low), high: Math.exp(interval.high) }
}

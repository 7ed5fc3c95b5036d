import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { Interval } from '#contract/lab/verdict.ts'
import { studentT95 } from './student-t.ts'

/**
 * The 95 % interval of a mean, `x̄ ± t(n − 1) · s ÷ √n` (Student 1908); null of fewer than two values. The percentile bootstrap, which benchmark
 * tools favour, covers the truth in 85 of 100 cases at five values, and 93 at twenty; this one in 95 (`mean-interval.test.ts`).
 */
export function meanInterval(values: readonly number[]): Interval | null {
  if (values.length < 2) return null
  const each = [...values]
  const centre = mean(each)
  const reach = (studentT95(each.length - 1) * sampleStandardDeviation(each)) / Math.sqrt(each.length)
  return { low: centre - reach, high: centre + reach }
}

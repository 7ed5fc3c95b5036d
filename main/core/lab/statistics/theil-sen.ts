import { median } from 'simple-statistics'
import type { Interval } from '#contract/lab/verdict.ts'

/** A slope with its 95 % interval: null where there are too few points for one. */
export type Slope = { slope: number; interval95: Interval | null }

/**
 * The slope of a line through points, by Theil and Sen: the median of the slopes between all pairs. Its interval is of those slopes too (Sen
 * 1968), by the exact distribution of Kendall's count of inversions, so that it holds for five points as for a hundred. null of fewer than two
 * different places.
 */
export function theilSen(points: readonly (readonly [x: number, y: number])[]): Slope | null {
  const slopes: number[] = []
  for (const [place, [x, y]] of points.entries()) {
    for (const [otherX, otherY] of points.slice(place + 1)) if (otherX !== x) slopes.push((otherY - y) / (otherX - x))
  }
  if (slopes.length === 0) return null
  slopes.sort((one, other) => one - other)
  const skipped = mostInversions(points.length)
  const low = skipped === null ? undefined : slopes[skipped]
  const high = skipped === null ? undefined : slopes[slopes.length - 1 - skipped]
  return { slope: median(slopes), interval95: low === undefined || high === undefined ? null : { low, high } }
}

/** The most inversions that a random order of so many has with a probability of 2.5 % or less; null where even none is likelier. */
function mostInversions(count: number): number | null {
  // The chance of each count of inversions: one more element adds none to as many as there are before it, each as likely.
  let chances = [1]
  for (let length = 2; length <= count; length += 1) {
    let likely = 0
    chances = Array.from({ length: (length * (length - 1)) / 2 + 1 }, (_, inversions) => {
      likely += (chances[inversions] ?? 0) - (chances[inversions - length] ?? 0)
      return likely / length
    })
  }
  let sum = 0
  for (const [inversions, chance] of chances.entries()) {
    sum += chance
    if (sum > 0.025) return inversions === 0 ? null : inversions - 1
  }
  return null
}

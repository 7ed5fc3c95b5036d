import type { Interval } from '#contract/lab/verdict.ts'

/** A difference as it is drawn: 0 is none. Ratios come as their logarithms, so that twice and half are as far. */
export type Bar = { value: number; interval: Interval }

export const barWidthPx = 104
const marginPx = 8
/** An interval narrower than this could not be read. */
const leastIntervalPx = 5

/** From the lowest to the highest value that a column of bars shows. 0 is within. */
export type BarScale = { low: number; high: number }

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/**
 * The scale of a column: all of its bars, or, where the far ones would make the intervals of the near ones invisible, as many of the near as can
 * be read. The others become arrows.
 */
export function barScale(bars: readonly Bar[]): BarScale {
  const byDistance = bars.toSorted((a, b) => Math.abs(a.value) - Math.abs(b.value))
  const widthOf = ({ interval }: Bar) => interval.high - interval.low
  for (let count = byDistance.length; count > 1; count -= 1) {
    const shown = byDistance.slice(0, count)
    const scale = scaleOf(shown)
    const pxPerUnit = (barWidthPx - 2 * marginPx) / (scale.high - scale.low)
    if (count <= 2 || median(shown.map(widthOf)) * pxPerUnit >= leastIntervalPx) return scale
  }
  return scaleOf(byDistance.slice(0, 1))
}

function scaleOf(bars: readonly Bar[]): BarScale {
  const low = Math.min(0, ...bars.map(({ interval }) => interval.low))
  const high = Math.max(0, ...bars.map(({ interval }) => interval.high))
  return low === high ? { low: low - 1, high: high + 1 } : { low, high }
}

/** Where a value stands on the scale, in px. */
export const barPx = (value: number, { low, high }: BarScale): number =>
  marginPx + ((value - low) / (high - low)) * (barWidthPx - 2 * marginPx)

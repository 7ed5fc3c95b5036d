import type { LabSample } from '#contract/lab/run.ts'
import { type LiveMean, liveMean } from './mean-interval.ts'

/** A variant's samples of one test. `deviations` are shares of their own mean, in the order in which they were made. */
export type SampleRow = { variant: number; mean: LiveMean | null; deviations: { order: number; share: number }[] }

/** The samples of one test, by variant. */
export function sampleRows(samples: readonly LabSample[], variants: number, test: number): SampleRow[] {
  return Array.from({ length: variants }, (_, variant) => {
    const own = samples.filter((sample) => sample.variant === variant && sample.test === test)
    const mean = liveMean(own.map(({ tokensPerSecond }) => tokensPerSecond))
    const deviations =
      mean === null || mean.mean === 0
        ? []
        : own.map(({ order, tokensPerSecond }) => ({ order, share: tokensPerSecond / mean.mean - 1 }))
    return { variant, mean, deviations }
  })
}

const leastReach = 0.005

/** Four fifths of noise lie within half of what nearly all of it does; the last fifth may be anywhere. */
const [mostOfThem, asFarAgain] = [0.8, 2]

/**
 * How far the picture reaches to each side of the means: as far as nearly all samples and the intervals do. A sample that lies far off stands at the
 * edge, and leaves the others their room.
 */
export function reachOf(rows: readonly SampleRow[]): number {
  const shares = rows
    .flatMap(({ deviations }) => deviations.map(({ share }) => Math.abs(share)))
    .toSorted((one, other) => one - other)
  const nearlyAll = (shares[Math.floor(shares.length * mostOfThem)] ?? 0) * asFarAgain
  const widest = Math.max(
    0,
    ...rows.map(({ mean }) => (mean?.halfWidth == null || mean.mean === 0 ? 0 : mean.halfWidth / mean.mean)),
  )
  // Two samples have an interval of twelve times their spread: it is cut, and the figure beside it tells.
  return Math.max(leastReach, nearlyAll, Math.min(widest, nearlyAll * asFarAgain) * 1.1)
}

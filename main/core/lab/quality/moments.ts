import type { Uncertain } from '#contract/lab/run.ts'

/** Below this, llama-perplexity gives no uncertainty. */
const fewestForUncertainty = 11

/** The mean of values with its standard error, as llama-perplexity works it out: 0 where the values are too few for one. */
export function meanOf(values: readonly number[]): Uncertain {
  const count = values.length
  if (count === 0) return { value: 0, uncertainty: 0 }
  const value = plainMean(values)
  if (count < fewestForUncertainty) return { value, uncertainty: 0 }
  return { value, uncertainty: Math.sqrt(covarianceOfMeans(values, values)) }
}

/** The covariance of the means of two lists of one length, value by value; 0 where they are too few for one. */
export function covarianceOfMeans(one: readonly number[], other: readonly number[]): number {
  const count = one.length
  if (count < fewestForUncertainty) return 0
  const oneMean = plainMean(one)
  const otherMean = plainMean(other)
  let sum = 0
  for (let index = 0; index < count; index += 1) {
    sum += ((one[index] ?? 0) - oneMean) * ((other[index] ?? 0) - otherMean)
  }
  return sum / count / (count - 1)
}

/** The value below which a share of sorted values lies, between the two nearest by straight line. 0 for none. */
export function percentileOf(sorted: Readonly<Float64Array>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  const high = sorted[below + 1] ?? low
  return low + (place - below) * (high - low)
}

function plainMean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const

const normal = 1.96

/** The quantile for so many degrees of freedom; beyond the table by the first term of its series around the normal one. */
const quantileOf = (degrees: number): number =>
  quantiles[degrees - 1] ?? normal + (normal ** 3 + normal) / (4 * degrees)

/** A mean with half of its 95 % interval by Student's t; null where one value alone cannot tell. It is what the verdict says of the same values. */
export type LiveMean = { mean: number; halfWidth: number | null; count: number }

/** null where there is no value. */
export function liveMean(values: readonly number[]): LiveMean | null {
  const count = values.length
  if (count === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count === 1) return { mean, halfWidth: null, count }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  return { mean, halfWidth: quantileOf(count - 1) * Math.sqrt(variance / count), count }
}

import { median, quantile } from 'simple-statistics'

/** Fewer values have no quarters to speak of. */
const fewest = 4

/** What lies nearer to the median than this share of it disturbs no figure: five quiet values alone would set the fence anywhere. */
const smallestDistance = 0.05

/**
 * Places of the values beyond Tukey's far fence (1977): three times the distance between the quartiles below the lower or above the upper one,
 * and 5 % or more from the median. They are marked and kept.
 */
export function outlierPlaces(values: readonly number[]): number[] {
  if (values.length < fewest) return []
  const each = [...values]
  const [lower, upper, middle] = [quantile(each, 0.25), quantile(each, 0.75), median(each)]
  const reach = 3 * (upper - lower)
  return each.flatMap((value, place) => {
    const isBeyond = value < lower - reach || value > upper + reach
    return isBeyond && Math.abs(value - middle) >= smallestDistance * Math.abs(middle) ? [place] : []
  })
}

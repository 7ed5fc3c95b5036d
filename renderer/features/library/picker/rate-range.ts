import type { Model } from '#contract/models.ts'

type Rated = Pick<Model, 'sizeBytes' | 'measuredRate'>

/**
 * Between which rates a quantization will write, from its siblings that were measured; null where none was. Where memory is the limit
 * the rate goes with the size, where arithmetic is the limit it does not: the truth lies between.
 */
export const rateRange = (
  { sizeBytes }: Pick<Model, 'sizeBytes'>,
  siblings: readonly Rated[],
): { low: number; high: number } | null => {
  const rates = siblings.flatMap((sibling) => {
    const rate = sibling.measuredRate?.tokensPerSecond
    return rate === undefined || sizeBytes === 0 ? [] : [rate, (rate * sibling.sizeBytes) / sizeBytes]
  })
  return rates.length === 0 ? null : { low: Math.min(...rates), high: Math.max(...rates) }
}

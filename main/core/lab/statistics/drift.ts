import { median } from 'simple-statistics'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { smallestShare } from './difference.ts'
import { theilSen } from './theil-sen.ts'

export type Drift = NonNullable<LabVerdict['drift']>

/**
 * Whether rates changed with time: their Theil–Sen slope as a share of the median a block. Flagged where its interval does not hold 0 and the
 * slope comes to 2 % or more from the first block to the last. null below five blocks, which cannot tell, and where nothing was generated.
 */
export function driftOf(rates: readonly { block: number; rate: number }[]): Drift | null {
  const perBlock = rates.map(({ rate }) => rate)
  if (perBlock.length === 0) return null
  const middle = median([...perBlock])
  const line = theilSen(rates.map(({ block, rate }) => [block, rate]))
  if (line?.interval95 == null || middle <= 0) return null
  const blocks = rates.map(({ block }) => block)
  const slope = line.slope / middle
  const interval95 = { low: line.interval95.low / middle, high: line.interval95.high / middle }
  const isClear = interval95.low > 0 || interval95.high < 0
  const total = Math.abs(slope) * (Math.max(...blocks) - Math.min(...blocks))
  return { perBlock, slope, interval95, isFlagged: isClear && total >= smallestShare }
}

import type { Difference } from '#contract/lab/verdict.ts'
import type { Ratio } from './log-ratio.ts'

/** A difference below this share is none to a user, however surely it was measured. */
export const smallestShare = 0.02

/** What a ratio says: `none` where its interval is unknown or holds 1, or the difference is below 2 %. */
export function differenceOf({ value, interval95 }: Pick<Ratio, 'value' | 'interval95'>): Difference {
  if (interval95 === null || Math.abs(value - 1) < smallestShare) return 'none'
  if (interval95.low > 1) return 'higher'
  return interval95.high < 1 ? 'lower' : 'none'
}

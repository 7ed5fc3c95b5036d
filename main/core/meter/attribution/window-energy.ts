import type { AnswerEnergy, Range } from '#contract/energy.ts'
import type { CarbonFactor } from '#contract/tariff.ts'
import { costOfEnergy } from '../../cost/energy-cost.ts'
import type { EnergyAccount, EnergyAt, Price } from './energy-account.ts'

/** Less than this is no gap but rounding. */
const leastGapMs = 1
/** Where more of a window than this was not read, its tokens are too many for its joules. */
const mostUnreadShare = 0.01
/** What is left of two figures that are equal but for this share of them is rounding, and nothing that was measured. */
const roundingShare = 1e-9

/** Milliseconds that no source covers. */
export function gapOf({ durationMs, coveredMs }: Pick<EnergyAccount, 'durationMs' | 'coveredMs'>): number {
  const gapMs = durationMs - coveredMs
  return gapMs < leastGapMs ? 0 : gapMs
}

/** True where a window says nothing by itself: it lies below two periods of its sources, its edges are half of it, or it was read in part. */
export function isTooShort(account: EnergyAccount, durationMs: number, edgesJ: number): boolean {
  return durationMs < 2 * account.updatePeriodMs || edgesJ > account.windowJ / 2 || isReadInPart(account)
}

/** True where the joules are of a part of the time alone, so that they say nothing of a token. */
export function isReadInPart({ durationMs, coveredMs }: Pick<EnergyAccount, 'durationMs' | 'coveredMs'>): boolean {
  return durationMs - coveredMs > Math.max(leastGapMs, durationMs * mostUnreadShare)
}

/** The band of the instruments, wider by what the window's edges add; of a shared window an answer has its share of that. */
export function withEdges({ energyJ, windowJ }: EnergyAccount, edgesJ: number): Range {
  const ownEdgesJ = windowJ > 0 ? edgesJ * (energyJ.central / windowJ) : edgesJ
  const { low, central, high } = energyJ
  return { low: Math.max(0, low - ownEdgesJ), central, high: high + ownEdgesJ }
}

/** One instrument measured both, and errs alike in both: low is less low, and high less high. */
export function netOf(energyJ: Range, idlePowerW: Range, ownMs: number): Range {
  const above = (end: keyof Range) => {
    const difference = energyJ[end] - (idlePowerW[end] * ownMs) / 1000
    return difference > energyJ[end] * roundingShare ? difference : 0
  }
  const [low, central, high] = [above('low'), above('central'), above('high')]
  return { low: Math.min(low, central, high), central, high: Math.max(low, central, high) }
}

/** Where the currency changed on the way, it is the one that more of the energy was bought in, and what was bought in another is left out. */
export function moneyOf(energyJ: Range, account: EnergyAccount): AnswerEnergy['money'] {
  const priced = shared(account.prices, account)
  const byCurrency = Map.groupBy(priced, ({ rate }) => rate.currency)
  const [currency, prices] = [...byCurrency].sort(([, one], [, other]) => shareOf(other) - shareOf(one))[0] ?? []
  if (currency === undefined || prices === undefined) return null
  const meanPrice = prices.reduce((sum, { rate, share }) => sum + rate.pricePerKwh * share, 0)
  return {
    currency,
    amount: costOfEnergy(energyJ, meanPrice),
    prices: prices.map(({ rate, share }) => ({ pricePerKwh: rate.pricePerKwh, share })),
  }
}

/** Each rate with its part of all the energy, 0 to 1; evenly where there was none. */
export function shared<Rate extends Price | CarbonFactor>(
  entries: readonly EnergyAt<Rate>[],
  { energyJ }: EnergyAccount,
): { rate: Rate; share: number }[] {
  return entries.map(({ rate, energyJ: part }) => ({
    rate,
    share: energyJ.central > 0 ? Math.min(1, part.central / energyJ.central) : 1 / entries.length,
  }))
}

/** What several have together, of all the energy. */
export function shareOf(entries: readonly { share: number }[]): number {
  return entries.reduce((sum, { share }) => sum + share, 0)
}

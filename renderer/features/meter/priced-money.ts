import type { TFunction } from 'i18next'
import type { EnergySum } from '#contract/meter.ts'
import { formatShare } from '../../i18n/format.ts'
import { formatMoneySum } from '../../i18n/format-money.ts'

/** Less than this share without a price changes no figure that is shown. */
const leastShare = 0.005

/** The share of the energy that a price was in force for, 0 to 1; 1 where there is no energy. */
export const pricedShare = ({ energyJ, unpricedJ }: Pick<EnergySum, 'energyJ' | 'unpricedJ'>): number =>
  energyJ.central > 0 ? 1 - Math.min(1, unpricedJ / energyJ.central) : 1

/** What it cost, and of how much of it where a part had no price; empty where nothing had one. */
export const moneyOf = (sum: EnergySum, t: TFunction<'meter'>): string => {
  const money = formatMoneySum(sum.money, sum.provenance)
  const share = pricedShare(sum)
  return money === '' || share > 1 - leastShare ? money : t('pricedPart', { money, share: formatShare(share) })
}

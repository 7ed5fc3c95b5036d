import type { Money, Range } from '#contract/energy.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { currencySign, formatMoney } from '../../../i18n/format-money.ts'
import type { CloudCost } from './spent-curve.ts'

/** The cloud's least and most: $4.20–7.90. */
export const cloudText = ({ low, high }: CloudCost, currency: string): string =>
  formatMoney({ currency, amount: { low, central: (low + high) / 2, high } }, 'estimated')

/** Money for electricity, as it is known. */
export const localText = (amount: Range, currency: string, provenance: Parameters<typeof formatMoney>[1]): string =>
  formatMoney({ currency, amount } satisfies Money, provenance)

/** A tick of an axis of money: 200, and with the sign at the top, $800. */
export const moneyTick = (value: number, isTop: boolean, currency: string): string => {
  const decimals = value >= 10 || Number.isInteger(value) ? 0 : value >= 0.1 ? 2 : 4
  const text = formatNumber(value, decimals)
  return isTop ? `${currencySign(currency)}${text}` : text
}

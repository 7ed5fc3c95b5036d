/** Money for the reader. See format-range.ts for how many figures there are. */

import type { Money } from '#contract/energy.ts'
import { unknownFigure } from './format.ts'
import {
  type Figure,
  figureText,
  formatRange,
  type Known,
  measuredFigures,
  type Unit,
  type Units,
} from './format-range.ts'

/** Hundredths that are written with a sign of their own. */
const cents: Readonly<Record<string, string>> = {
  AUD: '¢',
  CAD: '¢',
  EUR: '¢',
  GBP: 'p',
  NZD: '¢',
  USD: '¢',
}

/** What stands before an amount: $, and `CHF ` where the currency has no sign. */
export const currencySign = (currency: string, currencyDisplay: 'narrowSymbol' | 'symbol' = 'narrowSymbol'): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency
  return /\p{L}$/u.test(sign) ? `${sign} ` : sign
}

const moneyUnits = new Map<string, Units>()

const unitsOf = (currency: string): Units => {
  const known = moneyUnits.get(currency)
  if (known !== undefined) return known
  const whole: Unit = { name: '', perUnit: 1, prefix: currencySign(currency) }
  const cent = cents[currency]
  const units: Units =
    cent === undefined
      ? [whole]
      : [
          { name: cent, perUnit: 0.01 },
          { ...whole, leastDecimals: 2 },
        ]
  moneyUnits.set(currency, units)
  return units
}

/** Fractions of a cent follow from energy, and are not worth a third figure. */
const moneyFiguresOf = (value: number): number => (value < 0.1 ? 2 : measuredFigures)

/** Money, in cents where it is less than a whole: 0.0097 ¢, 2.31 ¢, $4.20, $473; never 0.00 for something. */
export const moneyFigure = (money: Money | null | undefined, provenance: Known): Figure =>
  money
    ? formatRange(money.amount, provenance, unitsOf(money.currency), moneyFiguresOf)
    : { value: unknownFigure, unit: '' }
export const formatMoney = (money: Money | null | undefined, provenance: Known): string =>
  figureText(moneyFigure(money, provenance))

/** An amount among those of other currencies, whose cents or dollars would read alike. */
const formatAmong = ({ currency, amount }: Money, provenance: Known): string => {
  const whole: Unit = { name: '', perUnit: 1, prefix: currencySign(currency, 'symbol') }
  return figureText(formatRange(amount, provenance, [whole], moneyFiguresOf))
}

/** All that a sum cost: 2.31 ¢; in several currencies €0.010 · $0.0084. Empty where nothing had a price. */
export const formatMoneySum = (money: readonly Money[], provenance: Known): string => {
  const [first, ...others] = money
  if (first === undefined) return ''
  if (others.length === 0) return formatMoney(first, provenance)
  return money.map((one) => formatAmong(one, provenance)).join(' · ')
}

/** A price that somebody set, which is no reading and has no range: 30.0 ¢, $459. */
export const formatPrice = (currency: string, amount: number): string =>
  formatMoney({ currency, amount: { low: amount, central: amount, high: amount } }, 'wall-metered')

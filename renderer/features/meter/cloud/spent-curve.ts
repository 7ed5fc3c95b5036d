import type { CloudComparison } from '#contract/cost.ts'
import type { Range } from '#contract/energy.ts'
import type { EnergyTotals } from '#contract/meter.ts'

/** The least and the most that the shown prices ask for the same tokens, in one currency. */
export type CloudCost = { low: number; high: number }

/** What one unit of a currency is in another; null where nobody said. */
export type Exchange = (currency: string) => number | null

const cloudCurrency = 'USD'

/**
 * How money of a currency becomes money of the wanted one. The exchange rate is the user's own: what one dollar is in the tariff's currency.
 */
export function exchangeTo(wanted: string, rate: { currency: string; perDollar: number } | null): Exchange {
  return (currency) => {
    if (currency === wanted) return 1
    if (currency === cloudCurrency && rate?.currency === wanted) return rate.perDollar
    if (wanted === cloudCurrency && rate?.currency === currency) return 1 / rate.perDollar
    return null
  }
}

/** The cloud's band over the prices that are shown and can be had in the currency; null where there is none. */
export function cloudCostOf({ rows }: CloudComparison, exchange: Exchange): CloudCost | null {
  const costs = rows.flatMap(({ price, cost }) => {
    const factor = exchange(price.currency)
    return factor === null ? [] : [{ low: cost.low * factor, high: cost.high * factor }]
  })
  if (costs.length === 0) return null
  return { low: Math.min(...costs.map(({ low }) => low)), high: Math.max(...costs.map(({ high }) => high)) }
}

/** How many times are asked for between the first and now. */
const spentPoints = 12

/** Times from the first metering to now at which the cloud's costs are asked for; the last is now. */
export function spentTimes(sinceMs: number, nowMs: number): number[] {
  const step = (nowMs - sinceMs) / spentPoints
  return Array.from({ length: spentPoints }, (_, index) => Math.round(sinceMs + step * (index + 1)))
}

/** Local midnight at the end of a day such as `2026-11-25`. */
const endOfDay = (day: string): number => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + 1).getTime()
}

export type SpentPoint = { atMs: number; spent: Range }

/** The money for electricity from the first metering on, added up by day, in one currency; empty where nothing was priced in it. */
export function spentByDay(
  totals: Pick<EnergyTotals, 'sinceMs' | 'days'>,
  currency: string,
  nowMs: number,
): SpentPoint[] {
  const sum = { low: 0, central: 0, high: 0 }
  const points: SpentPoint[] = []
  for (const {
    day,
    sum: { money },
  } of totals.days) {
    const amount = money.find((one) => one.currency === currency)?.amount
    if (!amount) continue
    sum.low += amount.low
    sum.central += amount.central
    sum.high += amount.high
    points.push({ atMs: Math.min(endOfDay(day), nowMs), spent: { ...sum } })
  }
  const first = totals.sinceMs
  if (first === null || points.length === 0) return []
  return [{ atMs: first, spent: { low: 0, central: 0, high: 0 } }, ...points]
}

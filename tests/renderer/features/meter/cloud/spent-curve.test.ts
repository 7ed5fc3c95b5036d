import { expect, test } from 'vitest'
import type { CloudComparison } from '#contract/cost.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import {
  cloudCostOf,
  exchangeTo,
  spentByDay,
  spentTimes,
} from '../../../../../renderer/features/meter/cloud/spent-curve.ts'
import { aRange } from '../../../../support/energies.ts'

const row = (currency: string, low: number, high: number): CloudComparison['rows'][number] => ({
  price: {
    id: `${currency}${low}`,
    provider: 'Cloud',
    model: 'Model',
    kind: 'group',
    currency,
    inputPerMillion: { low: 1, high: 1 },
    outputPerMillion: { low: 1, high: 1 },
    asOf: '2026-03',
    source: '',
    isShown: true,
  },
  cost: { low, high },
})

const comparison = (...rows: CloudComparison['rows']): CloudComparison => ({ promptTokens: 1, decodeTokens: 1, rows })

test('the band goes from the least to the most of the shown prices', () => {
  expect(cloudCostOf(comparison(row('USD', 2, 3), row('USD', 1, 2)), exchangeTo('USD', null))).toEqual({
    low: 1,
    high: 3,
  })
})

// The bug: a euro taken for a dollar, because no rate was set.
test('money that cannot be changed into the currency is left out, and without any there is no band', () => {
  expect(exchangeTo('EUR', null)('USD')).toBeNull()
  expect(cloudCostOf(comparison(row('USD', 1, 2)), exchangeTo('EUR', null))).toBeNull()
  expect(cloudCostOf(comparison(row('USD', 1, 2), row('EUR', 4, 5)), exchangeTo('EUR', null))).toEqual({
    low: 4,
    high: 5,
  })
})

test('the rate is what a dollar is in the currency, and holds both ways', () => {
  const rate = { currency: 'EUR', perDollar: 0.8 }
  expect(exchangeTo('EUR', rate)('USD')).toBe(0.8)
  expect(exchangeTo('USD', rate)('EUR')).toBe(1.25)
  expect(exchangeTo('GBP', rate)('USD')).toBeNull()
})

test('the last time that is asked for is now', () => {
  const times = spentTimes(1000, 13_000)
  expect(times).toHaveLength(12)
  expect(times.at(0)).toBe(2000)
  expect(times.at(-1)).toBe(13_000)
})

test('spending adds up by day from nothing, in one currency, and never ends after now', () => {
  const day = (date: string, currency: string, amount: number) => ({
    day: date,
    sum: {
      energyJ: aRange(1),
      money: [{ currency, amount: aRange(amount, 10) }],
      unpricedJ: 0,
      carbonG: null,
      provenance: null,
    },
    idleJ: 0,
    models: [],
  })
  const nowMs = new Date(2026, 10, 25, 12).getTime()
  const totals: Pick<EnergyTotals, 'sinceMs' | 'days'> = {
    sinceMs: new Date(2026, 10, 23, 9).getTime(),
    days: [day('2026-11-23', 'EUR', 1), day('2026-11-24', 'USD', 7), day('2026-11-25', 'EUR', 2)],
  }
  const points = spentByDay(totals, 'EUR', nowMs)
  expect(points.map(({ spent }) => spent.central)).toEqual([0, 1, 3])
  expect(points.map(({ atMs }) => atMs)).toEqual([totals.sinceMs, new Date(2026, 10, 24).getTime(), nowMs])
  expect(spentByDay(totals, 'GBP', nowMs)).toEqual([])
})

import { expect, test } from 'vitest'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { Pricing } from '../../../../main/core/cost/pricing.ts'
import { LiveValue } from '../../../../main/core/live-value.ts'
import { aTariff, at, nightOf } from '../../../support/tariffs.ts'

const noon = at('2026-11-25T12:00:00+01:00')
const german = { gramsPerKwh: 342, source: null }

function pricingOf(parts: Partial<Settings>) {
  const settings = new LiveValue<Settings>({ ...defaultSettings, ...parts })
  const clock = { now: noon }
  const pricing = new Pricing({ settings, now: () => clock.now })
  return {
    pricing,
    changeAt(now: number, change: Partial<Settings>) {
      clock.now = now
      settings.set({ ...settings.value, ...change })
    },
  }
}

test('without a tariff nothing costs anything, and without a factor nothing is said of carbon', () => {
  const { pricing } = pricingOf({})
  expect(pricing.at(noon)).toEqual({ price: null, carbon: null })
  expect(pricing.changesBetween(0, noon)).toEqual([])
})

test('what was set before the start holds for all the time before the first change', () => {
  const { pricing } = pricingOf({ tariff: aTariff(), carbon: german })
  expect(pricing.at(0)).toEqual({ price: { pricePerKwh: 0.3, currency: 'EUR' }, carbon: german })
})

test('a price that is changed in mid-generation holds for the rest alone, and in its own currency', () => {
  const { pricing, changeAt } = pricingOf({ tariff: aTariff() })
  changeAt(noon + 3000, { tariff: aTariff({ pricePerKwh: 0.5, currency: 'CHF' }) })
  expect(pricing.at(noon + 2999).price).toEqual({ pricePerKwh: 0.3, currency: 'EUR' })
  expect(pricing.at(noon + 3000).price).toEqual({ pricePerKwh: 0.5, currency: 'CHF' })
  expect(pricing.changesBetween(noon, noon + 10_000)).toEqual([noon + 3000])
  expect(pricing.changesBetween(noon + 3000, noon + 10_000)).toEqual([])
})

test('a tariff that is taken away leaves the time before as it was', () => {
  const { pricing, changeAt } = pricingOf({ tariff: aTariff(), carbon: german })
  changeAt(noon + 3000, { tariff: null, carbon: null })
  expect(pricing.at(noon).price?.pricePerKwh).toBe(0.3)
  expect(pricing.at(noon + 5000)).toEqual({ price: null, carbon: null })
})

test('a change of other settings, or to the same tariff, is no change of the price', () => {
  const { pricing, changeAt } = pricingOf({ tariff: aTariff() })
  changeAt(noon + 1000, { theme: 'dark', tariff: aTariff() })
  expect(pricing.changesBetween(noon, noon + 5000)).toEqual([])
})

test('edits and the tariff’s own times come in order, each edition with its own periods', () => {
  const evening = at('2026-11-25T20:00:00+01:00')
  const { pricing, changeAt } = pricingOf({ tariff: aTariff({ periods: [nightOf('18:00', '06:00')] }) })
  changeAt(evening, { tariff: aTariff({ periods: [nightOf('22:00', '06:00')] }) })
  const six = at('2026-11-25T18:00:00+01:00')
  const ten = at('2026-11-25T22:00:00+01:00')
  expect(pricing.changesBetween(noon, at('2026-11-26T00:00:00+01:00'))).toEqual([six, evening, ten])
})

test('after the system’s clock was put back, the newest setting is in force', () => {
  const { pricing, changeAt } = pricingOf({ tariff: aTariff() })
  changeAt(noon, { tariff: aTariff({ pricePerKwh: 0.5 }) })
  changeAt(noon - 3_600_000, { tariff: aTariff({ pricePerKwh: 0.7 }) })
  expect(pricing.at(noon - 3_600_000).price?.pricePerKwh).toBe(0.7)
  expect(pricing.at(noon + 1000).price?.pricePerKwh).toBe(0.7)
  expect(pricing.changesBetween(0, noon + 1000)).toEqual([noon - 3_600_000])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceAt } from '../../../../main/core/cost/price-at.ts'
import { priceChanges } from '../../../../main/core/cost/price-changes.ts'
import { aTariff, at, nightOf } from '../../../support/tariffs.ts'

const iso = (times: number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16))

test('a tariff without periods never changes', () => {
  expect(priceChanges(aTariff(), 0, at('2030-01-01T00:00:00Z'))).toEqual([])
})

test('a night tariff changes in the evening and in the morning', () => {
  const tariff = aTariff({ periods: [nightOf('22:00', '06:00')] })
  const changes = priceChanges(tariff, at('2026-11-25T12:00:00+01:00'), at('2026-11-26T12:00:00+01:00'))
  expect(iso(changes)).toEqual(['2026-11-25T21:00', '2026-11-26T05:00'])
})

test('the ends of the time asked for are not in it, and a period that changes nothing is none', () => {
  const tariff = aTariff({ periods: [nightOf('22:00', '06:00'), { ...nightOf('10:00', '11:00'), pricePerKwh: 0.3 }] })
  expect(priceChanges(tariff, at('2026-11-25T22:00:00+01:00'), at('2026-11-26T06:00:00+01:00'))).toEqual([])
  expect(priceChanges(tariff, at('2026-11-25T09:00:00+01:00'), at('2026-11-25T12:00:00+01:00'))).toEqual([])
})

test('where the clocks go back within a period, it is left and entered again', () => {
  // Berlin, 25 October 2026. 02:30 comes at 00:30 UTC; at 01:00 UTC the clocks go from 03:00 to 02:00; 02:30 comes again at 01:30 UTC.
  const tariff = aTariff({ periods: [nightOf('02:30', '04:00')] })
  const changes = priceChanges(tariff, at('2026-10-24T22:00:00Z'), at('2026-10-25T12:00:00Z'))
  expect(iso(changes)).toEqual(['2026-10-25T00:30', '2026-10-25T01:00', '2026-10-25T01:30', '2026-10-25T03:00'])
})

test('where the clocks go forward over the beginning of a period, it begins with the jump', () => {
  // Berlin, 29 March 2026: 02:30 is missing, and at 01:00 UTC it is 03:00.
  const tariff = aTariff({ periods: [nightOf('02:30', '04:00')] })
  const changes = priceChanges(tariff, at('2026-03-28T23:00:00Z'), at('2026-03-29T12:00:00Z'))
  expect(iso(changes)).toEqual(['2026-03-29T01:00', '2026-03-29T02:00'])
})

test('in a zone that the system has forgotten nothing changes', () => {
  expect(priceChanges(aTariff({ timeZone: 'Mars/Base', periods: [nightOf('22:00', '06:00')] }), 0, 1e12)).toEqual([])
})

test('between two changes the price stays the same, minute by minute, in every zone and on every day of a clock’s change', () => {
  const days = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-06-01']
  const quarter = fc.integer({ min: 0, max: 95 }).map((index) => {
    const hour = String(Math.floor(index / 4)).padStart(2, '0')
    return `${hour}:${String((index % 4) * 15).padStart(2, '0')}`
  })
  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata')
  fc.assert(
    fc.property(fc.constantFrom(...days), zone, quarter, quarter, (day, timeZone, from, to) => {
      const tariff = aTariff({ timeZone, periods: [nightOf(from, to)] })
      const fromMs = at(`${day}T00:00:00Z`) - 12 * 3_600_000
      const toMs = fromMs + 36 * 3_600_000
      const changes = new Set(priceChanges(tariff, fromMs, toMs))
      for (let time = fromMs + 60_000; time < toMs; time += 60_000) {
        expect(changes.has(time)).toBe(priceAt(tariff, time) !== priceAt(tariff, time - 60_000))
      }
    }),
    { numRuns: 15 },
  )
})

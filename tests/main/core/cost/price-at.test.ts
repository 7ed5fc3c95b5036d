import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceAt } from '../../../../main/core/cost/price-at.ts'
import { aTariff, at, nightOf } from '../../../support/tariffs.ts'

test('without a period that fits, the tariff’s own price holds', () => {
  expect(priceAt(aTariff(), at('2026-11-25T12:00:00Z'))).toBe(0.3)
  expect(priceAt(aTariff({ periods: [nightOf('22:00', '06:00')] }), at('2026-11-25T12:00:00Z'))).toBe(0.3)
})

test('a period begins with its first minute and ends before its last, by the clock of the tariff’s zone', () => {
  // Berlin is an hour ahead of UTC in winter.
  const tariff = aTariff({ periods: [nightOf('12:00', '14:00')] })
  expect(priceAt(tariff, at('2026-11-25T10:59:59.999Z'))).toBe(0.3)
  expect(priceAt(tariff, at('2026-11-25T11:00:00Z'))).toBe(0.1)
  expect(priceAt(tariff, at('2026-11-25T12:59:59.999Z'))).toBe(0.1)
  expect(priceAt(tariff, at('2026-11-25T13:00:00Z'))).toBe(0.3)
})

test('across midnight, the weekday is the one on which the period begins', () => {
  // Fridays from 22:00 to 06:00: in the night to Saturday, and not in the night to Friday. 27 November 2026 is a Friday.
  const tariff = aTariff({ periods: [nightOf('22:00', '06:00', [5])] })
  expect(priceAt(tariff, at('2026-11-27T03:00:00+01:00'))).toBe(0.3)
  expect(priceAt(tariff, at('2026-11-27T22:00:00+01:00'))).toBe(0.1)
  expect(priceAt(tariff, at('2026-11-28T05:59:00+01:00'))).toBe(0.1)
  expect(priceAt(tariff, at('2026-11-28T06:00:00+01:00'))).toBe(0.3)
  expect(priceAt(tariff, at('2026-11-28T22:30:00+01:00'))).toBe(0.3)
})

test('a Sunday’s period reaches into Monday, and one until 24:00 does not reach into the next day', () => {
  // 29 November 2026 is a Sunday.
  expect(priceAt(aTariff({ periods: [nightOf('22:00', '06:00', [7])] }), at('2026-11-30T01:00:00+01:00'))).toBe(0.1)
  const evening = aTariff({ periods: [nightOf('22:00', '24:00')] })
  expect(priceAt(evening, at('2026-11-29T23:59:59+01:00'))).toBe(0.1)
  expect(priceAt(evening, at('2026-11-30T00:00:00+01:00'))).toBe(0.3)
})

test('of two periods that fit, the first goes before the other', () => {
  const morning = { ...nightOf('06:00', '12:00'), pricePerKwh: 0.4 }
  const sixToNine = { ...nightOf('06:00', '09:00'), pricePerKwh: 0.5 }
  expect(priceAt(aTariff({ periods: [sixToNine, morning] }), at('2026-11-25T07:00:00+01:00'))).toBe(0.5)
  expect(priceAt(aTariff({ periods: [morning, sixToNine] }), at('2026-11-25T07:00:00+01:00'))).toBe(0.4)
})

test.for([
  // 29 March 2026, Berlin: 01:59:59 +01:00 is followed by 03:00 +02:00.
  ['Europe/Berlin', '02:00', '03:00', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
  // 8 March 2026, New York: 01:59:59 −05:00 is followed by 03:00 −04:00.
  ['America/New_York', '02:00', '03:00', '2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z'],
  // 4 October 2026, Lord Howe: 01:59:59 +10:30 is followed by 02:30 +11:00.
  ['Australia/Lord_Howe', '02:00', '02:30', '2026-10-03T15:15:00Z', '2026-10-03T15:45:00Z'],
] as const)(
  'in %s, a period in the time that is missing in spring does not happen',
  ([timeZone, from, to, before, after]) => {
    const tariff = aTariff({ timeZone, periods: [nightOf(from, to)] })
    expect(priceAt(tariff, at(before))).toBe(0.3)
    expect(priceAt(tariff, at(after))).toBe(0.3)
  },
)

test.for([
  // 25 October 2026, Berlin: 02:30 at +02:00, and an hour later again at +01:00.
  ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'],
  // 1 November 2026, New York: 01:30 at −04:00, then at −05:00.
  ['America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z'],
  // 5 April 2026, Lord Howe: 01:45 at +11:00, then half an hour later at +10:30.
  ['Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z', '2026-04-04T15:45:00Z'],
] as const)(
  'in %s, a period in the time that comes twice in autumn happens twice',
  ([timeZone, first, second, after]) => {
    const hour = timeZone === 'Europe/Berlin' ? ['02:00', '03:00'] : ['01:00', '02:00']
    const tariff = aTariff({ timeZone, periods: [nightOf(hour[0] ?? '', hour[1] ?? '')] })
    expect([first, second, after].map((time) => priceAt(tariff, at(time)))).toEqual([0.1, 0.1, 0.3])
  },
)

test('in a zone that the system has forgotten, the price outside of all periods holds', () => {
  expect(priceAt(aTariff({ timeZone: 'Mars/Base', periods: [nightOf('00:00', '24:00')] }), 0)).toBe(0.3)
})

test('whatever the periods are, the price is one of those that the tariff names', () => {
  fc.assert(
    fc.property(someTariff(), fc.integer({ min: 0, max: 4e12 }), (tariff, atMs) => {
      const prices = [tariff.pricePerKwh, ...tariff.periods.map(({ pricePerKwh }) => pricePerKwh)]
      expect(prices).toContain(priceAt(tariff, atMs))
    }),
    { numRuns: 200 },
  )
})

function someTariff() {
  const timeOfDay = fc
    .integer({ min: 0, max: 1439 })
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
  const period = fc.record({
    name: fc.constant(''),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: timeOfDay,
    to: timeOfDay,
    pricePerKwh: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  return fc
    .record({ timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Kolkata'), periods: fc.array(period, { maxLength: 3 }) })
    .map((parts) => aTariff(parts))
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Provenance, provenanceSchema } from '#contract/energy.ts'
import {
  formatCarbon,
  formatEnergy,
  formatJoulesPerToken,
  formatPower,
  formatWattHours,
  wattHoursTick,
} from '../../../renderer/i18n/format-energy.ts'
import { formatMoney, formatMoneySum } from '../../../renderer/i18n/format-money.ts'
import { formatErrorBand } from '../../../renderer/i18n/format-range.ts'
import { aRange } from '../../support/energies.ts'

const counter = 'device-counter'
const between = (low: number, high: number) => ({ low, central: (low + high) / 2, high })
const money = (low: number, high = low, currency = 'USD') => ({ currency, amount: between(low, high) })

test.each([
  [formatEnergy(aRange(1160, 2), counter), '1.16 kJ'],
  [formatEnergy(aRange(240, 2), counter), '240 J'],
  [formatEnergy(aRange(0.42), counter), '0.420 J'],
  [formatEnergy(aRange(999.7), counter), '1.00 kJ'],
  [formatEnergy(aRange(220_000), 'wall-metered'), '220 kJ'],
  [formatEnergy(aRange(0), counter), '0 J'],
  [formatEnergy(between(140, 380), 'estimated'), '140–380 J'],
  [formatEnergy(between(900, 1600), 'estimated'), '0.9–1.6 kJ'],
  [formatEnergy(between(12, 384), 'estimated'), '12–380 J'],
  [formatEnergy(between(4, 1600), 'estimated'), '0.004–1.6 kJ'],
  [formatEnergy(between(996, 998), 'estimated'), '0.996–0.998 kJ'],
  [formatEnergy(between(240, 240), 'estimated'), '≈ 240 J'],
  [formatEnergy(between(0, 0), 'estimated'), '0 J'],
  // The bug: “≈ < 0.000000001”, twice vague.
  [formatEnergy(between(1e-12, 2e-12), 'estimated'), '< 0.000000001 J'],
  [formatEnergy(null, counter), '–'],
  [formatEnergy(aRange(240), null), '–'],
  [formatEnergy({ low: 0, central: Number.NaN, high: 1 }, counter), '–'],
  [formatWattHours(aRange(277_200), counter), '77.0 Wh'],
  [formatWattHours(aRange(4_860_000), counter), '1.35 kWh'],
  [formatWattHours(between(500_000, 720_000), 'estimated'), '140–200 Wh'],
  [formatWattHours(aRange(240), counter), '66.7 mWh'],
  [formatPower(aRange(104.4), counter), '104 W'],
  [formatPower(aRange(6.2), 'device-sensor'), '6.20 W'],
  [formatPower(between(18, 35), 'estimated'), '18–35 W'],
  [formatPower(aRange(1204), 'wall-metered'), '1.20 kW'],
  [formatJoulesPerToken(aRange(2.82), counter), '2.82'],
  [formatJoulesPerToken(aRange(1234), counter), '1,230'],
  [formatJoulesPerToken(between(1.388, 3.766), 'estimated'), '1.4–3.8'],
  [formatCarbon(aRange(0.0228), counter), '22.8 mg'],
  [formatCarbon(between(0.8, 2.1), 'estimated'), '0.8–2.1 g'],
  [formatCarbon(aRange(1200), counter), '1.20 kg'],
  [formatMoney(money(0.000097), counter), '0.0097 ¢'],
  [formatMoneySum([], counter), ''],
  [formatMoneySum([money(0.0231)], counter), '2.31 ¢'],
  // The bug: “2.31 ¢ · 1.00 ¢”, and nobody knows which are whose.
  [formatMoneySum([money(0.0231, 0.0231, 'EUR'), money(0.01)], counter), '€0.023 · $0.010'],
  [formatMoneySum([money(4.2), money(4.2, 4.2, 'CAD')], counter), '$4.20 · CA$4.20'],
  [formatMoney(money(0.00054), counter), '0.054 ¢'],
  [formatMoney(money(0.0231), counter), '2.31 ¢'],
  [formatMoney(money(0.9996), counter), '$1.00'],
  [formatMoney(money(4.2), counter), '$4.20'],
  [formatMoney(money(473.2), counter), '$473'],
  [formatMoney(money(12_345), counter), '$12,300'],
  [formatMoney(money(4.2, 5.6), 'estimated'), '$4.20–5.60'],
  [formatMoney(money(0.00001, 0.00003), 'estimated'), '0.0010–0.0030 ¢'],
  [formatMoney(money(0.003, 1.6), 'estimated'), '$0.003–1.60'],
  [formatMoney(money(0.02, 0.02, 'EUR'), counter), '2.00 ¢'],
  [formatMoney(money(4.2, 4.2, 'EUR'), counter), '€4.20'],
  [formatMoney(money(0.02, 0.02, 'GBP'), counter), '2.00 p'],
  [formatMoney(money(0.00012, 0.00012, 'CHF'), counter), 'CHF 0.00012'],
  [formatMoney(money(3.4, 3.4, 'JPY'), counter), '¥3.40'],
  [formatMoney(money(1e-14), counter), '< 0.000000001 ¢'],
  [formatMoney(null, counter), '–'],
  [formatErrorBand(aRange(240, 2)), '±2 %'],
  [formatErrorBand({ low: 140, central: 240, high: 380 }), '−42 % +58 %'],
  [formatErrorBand(aRange(0)), null],
  [formatErrorBand(aRange(240)), null],
])('%s', (shown, expected) => {
  expect(shown).toBe(expected)
})

const anyRange = fc
  .tuple(
    fc.oneof(fc.constant(0), fc.double({ min: 1e-15, max: 1e9, noNaN: true })),
    fc.double({ min: 0, max: 5, noNaN: true }),
  )
  .map(([low, spread]) => ({ low, central: low * (1 + spread / 2), high: low * (1 + spread) }))
const formats = [
  formatEnergy,
  formatWattHours,
  formatPower,
  formatJoulesPerToken,
  formatCarbon,
  (range: { low: number; central: number; high: number }, provenance: Provenance) =>
    formatMoney({ currency: 'USD', amount: range }, provenance),
]
const numberOf = (text: string): number => Number(text.replace(/[^\d.]/g, ''))

describe.each(formats)('in any quantity', (format) => {
  test('an estimate has two ends in order, or says that it is about so much: never a bare figure', () => {
    fc.assert(
      fc.property(anyRange, (range) => {
        const text = format(range, 'estimated')
        if (range.high === 0) return
        expect(text).toMatch(/[\d]–[\d<]|≈|</)
        const [low, high] = text.split('–')
        if (high !== undefined) expect(numberOf(low ?? '')).toBeLessThanOrEqual(numberOf(high))
      }),
    )
  })

  test('something is never shown as nothing', () => {
    fc.assert(
      fc.property(anyRange, fc.constantFrom(...provenanceSchema.options), (range, provenance) => {
        if (range.low === 0) return
        for (const part of format(range, provenance).split('–')) expect(numberOf(part)).toBeGreaterThan(0)
      }),
    )
  })
})

// The bug: 9.26 J and 0 J above idle, wall-metered, of half a second by a plug that tells its power once a second.
test('what a meter was too slow for is the range that it lies in', () => {
  expect(formatEnergy({ low: 4.7, central: 9.26, high: 13.8 }, 'wall-metered')).toBe('5–14 J')
  expect(formatEnergy({ low: 0, central: 0, high: 4.57 }, 'wall-metered')).toBe('0–4.6 J')
  expect(formatEnergy({ low: 194, central: 218, high: 241 }, 'wall-metered')).toBe('218 J')
})

// The bug: “300,000,000 Wh” at the axis of a machine that is used much, cut off at the edge of the page.
test('an axis of watt-hours is in the largest unit of which it has ten', () => {
  const axis = (most: number) => [most / 2, most].map((value) => wattHoursTick(value, most, value === most))
  expect(axis(1)).toEqual(['0.50', '1 Wh'])
  expect(axis(390)).toEqual(['195', '390 Wh'])
  expect(axis(9000)).toEqual(['4,500', '9,000 Wh'])
  expect(axis(15_000)).toEqual(['7.50', '15 kWh'])
  expect(axis(3e8)).toEqual(['150', '300 MWh'])
})

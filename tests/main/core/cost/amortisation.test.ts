import { expect, test } from 'vitest'
import { amortisationFor } from '../../../../main/core/cost/amortisation.ts'

const card = { currency: 'EUR', purchase: 1600, resale: 400, lifetimeHours: 30_000, utilisation: 0.2 }

test('what is owned already costs nothing more', () => {
  expect(amortisationFor(null, 3_600_000)).toBeNull()
})

test('the loss of value is shared by the hours of use', () => {
  // (1600 − 400) / (30,000 × 0.2) = 0.20 an hour; half an hour is 0.10.
  expect(amortisationFor(card, 3_600_000)).toEqual({ currency: 'EUR', amount: expect.closeTo(0.2, 12) })
  expect(amortisationFor(card, 1_800_000)?.amount).toBeCloseTo(0.1, 12)
})

test('a million tokens take 1e6 × loss / (hours × use × 3600 × tokens a second)', () => {
  // At 20 tokens a second a million take 50,000 s: 1e6 × 1200 / (30,000 × 0.2 × 3600 × 20) = 2.7778.
  expect(amortisationFor(card, (1_000_000 / 20) * 1000)?.amount).toBeCloseTo(2.77778, 5)
})

test('a duration that a clock made negative costs nothing', () => {
  expect(amortisationFor(card, -5)?.amount).toBe(0)
})

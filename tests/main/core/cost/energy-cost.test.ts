import fc from 'fast-check'
import { expect, test } from 'vitest'
import { perMillionTokens } from '#contract/energy.ts'
import { costOfEnergy } from '../../../../main/core/cost/energy-cost.ts'
import { aRange } from '../../../support/energies.ts'

test('a kilowatt-hour costs its price, and stands for its grams', () => {
  // 3.6 MJ are 1 kWh; half of it at 0.30 are 0.15; a tenth of it at 342 g are 34.2 g.
  expect(costOfEnergy(aRange(3_600_000), 0.3).central).toBeCloseTo(0.3, 12)
  expect(costOfEnergy(aRange(1_800_000), 0.3).central).toBeCloseTo(0.15, 12)
  expect(costOfEnergy(aRange(360_000), 342).central).toBeCloseTo(34.2, 10)
})

test('a million tokens cost 0.27778 × joules a token × the price', () => {
  // 2 J a token are 2 MJ a million tokens, 0.55556 kWh: at 0.30 they cost 0.16667, at 342 g they are 190 g.
  expect(perMillionTokens(aRange(2), 0.3).central).toBeCloseTo(0.166667, 6)
  expect(perMillionTokens(aRange(2), 342).central).toBeCloseTo(190, 8)
  expect(perMillionTokens(aRange(1), 1).central).toBeCloseTo(0.27778, 5)
})

test('the error band goes along, grows with the price and is never negative', () => {
  const joules = fc.double({ min: 0, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(joules, joules, joules, fc.double({ min: 0, max: 1e6, noNaN: true }), (a, b, c, price) => {
      const [low = 0, central = 0, high = 0] = [a, b, c].sort((one, other) => one - other)
      const cost = costOfEnergy({ low, central, high }, price)
      const dearer = costOfEnergy({ low, central, high }, price * 2)
      expect(cost.low).toBeGreaterThanOrEqual(0)
      expect(cost.low).toBeLessThanOrEqual(cost.central)
      expect(cost.central).toBeLessThanOrEqual(cost.high)
      expect(dearer.central).toBeGreaterThanOrEqual(cost.central)
    }),
  )
})

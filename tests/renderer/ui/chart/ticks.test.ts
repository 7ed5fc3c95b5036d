import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundTicks } from '../../../../renderer/ui/chart/ticks.ts'

test.each([
  [
    [0, 187, 4],
    [0, 50, 100, 150],
  ],
  [
    [0, 11, 4],
    [0, 5, 10],
  ],
  [
    [0, 0.31, 4],
    [0, 0.1, 0.2, 0.3],
  ],
  [
    [0, 800, 4],
    [0, 200, 400, 600, 800],
  ],
] as const)('%j gives %j', ([low, high, count], expected) => {
  expect(roundTicks(low, high, count)).toEqual(expected)
})

test('an axis without an extent has one tick', () => {
  expect(roundTicks(5, 5, 4)).toEqual([5])
})

test('ticks lie within the axis and are never more than twice as many as wanted', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (high) => {
      const ticks = roundTicks(0, high, 4)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThanOrEqual(9)
      expect(ticks.at(-1)).toBeLessThanOrEqual(high * (1 + 1e-8))
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanInterval } from '../../../../../main/core/lab/statistics/mean-interval.ts'
import { studentT95 } from '../../../../../main/core/lab/statistics/student-t.ts'

const rates = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 30 })

test("Student's t of 95 % is as the tables have it", () => {
  expect(studentT95(1)).toBeCloseTo(12.706, 3)
  expect(studentT95(4)).toBeCloseTo(2.776, 3)
  expect(studentT95(19)).toBeCloseTo(2.093, 3)
  // Satterthwaite's are not whole, and the same again.
  expect(studentT95(6.5)).toBeCloseTo(2.402, 3)
  expect(studentT95(4)).toBe(studentT95(4))
})

test('the interval is of the sample, not of the population: 2.776 × 1.581 ÷ √5 to each side', () => {
  const interval = meanInterval([1, 2, 3, 4, 5])
  expect(interval?.low).toBeCloseTo(1.0368, 4)
  expect(interval?.high).toBeCloseTo(4.9632, 4)
})

test('one value has no interval, and equal ones have one without width', () => {
  expect(meanInterval([])).toBeNull()
  expect(meanInterval([7])).toBeNull()
  expect(meanInterval([7, 7, 7])).toEqual({ low: 7, high: 7 })
})

test('it holds the mean, moves with the values and grows with their unit', () => {
  fc.assert(
    fc.property(rates, fc.double({ min: 0.5, max: 2, noNaN: true }), (values, unit) => {
      const one = meanInterval(values)
      const scaled = meanInterval(values.map((value) => value * unit))
      if (one === null || scaled === null) throw new Error('two values have an interval')
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const slack = 1e-9 * (1 + mean)
      expect(one.low).toBeLessThanOrEqual(mean + slack)
      expect(one.high).toBeGreaterThanOrEqual(mean - slack)
      expect(scaled.low).toBeCloseTo(one.low * unit, 2)
      expect(scaled.high).toBeCloseTo(one.high * unit, 2)
    }),
  )
})

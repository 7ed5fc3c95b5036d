import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paretoFront } from '../../../../../../renderer/features/lab/verdict/pareto/pareto-front.ts'

test('the front of a ladder, from the worst by x to the best', () => {
  const points = [
    { variant: 0, x: 10, y: -0.001 },
    { variant: 1, x: 40, y: -0.03 },
    // Worse than 1 in both directions.
    { variant: 2, x: 39, y: -0.1 },
    { variant: 3, x: 47, y: -0.4 },
  ]
  expect(paretoFront(points)).toEqual([0, 1, 3])
})

test('of two that are the same one is on the front, and one alone is', () => {
  expect(paretoFront([{ variant: 7, x: 1, y: 1 }])).toEqual([7])
  expect(
    paretoFront([
      { variant: 0, x: 1, y: 1 },
      { variant: 1, x: 1, y: 1 },
    ]),
  ).toHaveLength(1)
  expect(paretoFront([])).toEqual([])
})

// The bug: a step of the picture that passes a point which is better in both directions.
test('nothing on the front is beaten, and whatever is not on it is', () => {
  const value = fc.integer({ min: 0, max: 8 })
  fc.assert(
    fc.property(fc.array(fc.record({ x: value, y: value }), { minLength: 1, maxLength: 12 }), (raw) => {
      const points = raw.map((point, variant) => ({ ...point, variant }))
      const front = paretoFront(points)
      for (const { variant, x, y } of points) {
        const isBeaten = points.some((other) => other.x >= x && other.y >= y && (other.x > x || other.y > y))
        if (front.includes(variant)) expect(isBeaten).toBe(false)
        else expect(isBeaten || points.some((o) => front.includes(o.variant) && o.x === x && o.y === y)).toBe(true)
      }
    }),
  )
})

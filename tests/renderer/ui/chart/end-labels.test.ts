import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadLabels } from '../../../../renderer/ui/chart/end-labels.ts'

const same = (count: number, size: number) => Array.from({ length: count }, () => size)

test('labels that are far enough apart stay where they are', () => {
  expect(spreadLabels([20, 60, 100], same(3, 14), 0, 200)).toEqual([20, 60, 100])
})

test('two that collide are moved by as much each', () => {
  expect(spreadLabels([50, 54], same(2, 14), 0, 200)).toEqual([45, 59])
})

test('a label of two lines takes the room of two', () => {
  expect(spreadLabels([50, 50], [14, 28], 0, 200)).toEqual([39.5, 60.5])
})

test('none leaves the box', () => {
  expect(spreadLabels([0, 1, 2], same(3, 10), 0, 100)).toEqual([5, 15, 25])
  expect(spreadLabels([99, 100], same(2, 10), 0, 100)).toEqual([85, 95])
})

// The bug: a group that swallows its neighbour and then overlaps the one before it.
test('whatever is wanted, none overlaps another and the order stays', () => {
  const wanted = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 })
  fc.assert(
    fc.property(wanted, (values) => {
      const sorted = values.toSorted((a, b) => a - b)
      const placed = spreadLabels(sorted, same(sorted.length, 15), 0, 300)
      expect(placed).toHaveLength(sorted.length)
      placed.forEach((centre, index) => {
        expect(centre - (placed[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(14.999)
        expect(centre).toBeGreaterThan(7.4)
        expect(centre).toBeLessThan(292.6)
      })
    }),
  )
})

import { expect, test } from 'vitest'
import { meanInterval } from '../../../../../main/core/lab/statistics/mean-interval.ts'
import { liveMean } from '../../../../../renderer/features/lab/running/mean-interval.ts'

const values = (count: number) => Array.from({ length: count }, (_, index) => 40 + Math.sin(index * 1.7) * 3)

// The bug: the running page promised a narrower interval than the verdict gave a minute later.
test.each([2, 3, 5, 12, 20, 31, 60, 100])('of %i values the interval is the verdict’s own', (count) => {
  const live = liveMean(values(count))
  const whole = meanInterval(values(count))
  if (!live?.halfWidth || !whole) throw new Error('There is no interval.')
  expect(live.halfWidth).toBeCloseTo((whole.high - whole.low) / 2, count > 31 ? 2 : 3)
})

test('one value has a mean and no interval, none has nothing', () => {
  expect(liveMean([41.2])).toEqual({ mean: 41.2, halfWidth: null, count: 1 })
  expect(liveMean([])).toBeNull()
})

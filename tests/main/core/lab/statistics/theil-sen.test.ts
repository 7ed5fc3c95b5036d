import fc from 'fast-check'
import { expect, test } from 'vitest'
import { driftOf } from '../../../../../main/core/lab/statistics/drift.ts'
import { theilSen } from '../../../../../main/core/lab/statistics/theil-sen.ts'

const series = (values: number[]) => values.map((value, place): [number, number] => [place, value])
const rates = (values: number[]) => values.map((rate, block) => ({ block, rate }))

test('one wild point does not turn the line', () => {
  expect(theilSen(series([1, 2, 3, 400, 5, 6, 7]))?.slope).toBeCloseTo(1, 12)
})

test('the interval is of the slopes that chance would leave out: all of five points, fifteen to 31 of 45 of ten', () => {
  // Sen (1968): five points have a chance of 1 in 60 to be in order, so that nothing narrower than all slopes is sure enough.
  expect(theilSen(series([1, 3, 2, 5, 4]))?.interval95).toEqual({ low: -1, high: 3 })
  // Ten points: 11 inversions or fewer have a chance of 2.3 %, so that the twelfth slope from each end is the bound.
  const ten = series([3, 1, 4, 1.5, 9, 2.6, 5.3, 5.8, 9.7, 9.3])
  const slopes = ten
    .flatMap(([x, y], place) => ten.slice(place + 1).map(([otherX, otherY]) => (otherY - y) / (otherX - x)))
    .sort((one, other) => one - other)
  expect(theilSen(ten)?.interval95).toEqual({ low: slopes[11], high: slopes[33] })
})

test('fewer than five points have a slope and no interval, one has neither', () => {
  expect(theilSen(series([1, 2, 3, 4]))).toEqual({ slope: 1, interval95: null })
  expect(theilSen(series([1]))).toBeNull()
  expect(
    theilSen([
      [1, 1],
      [1, 2],
    ]),
  ).toBeNull()
})

test('turned round in time the slope is its negative', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 20 }),
      (values) => {
        const one = theilSen(series(values))
        const turned = theilSen(series(values.toReversed()))
        expect(turned?.slope).toBeCloseTo(-(one?.slope ?? 0), 6)
        expect(turned?.interval95?.low).toBeCloseTo(-(one?.interval95?.high ?? 0), 6)
      },
    ),
  )
})

test('a drift is a share of the median a block', () => {
  const drift = driftOf(rates([100, 99, 98, 97, 96, 95, 94]))
  expect(drift?.slope).toBeCloseTo(-1 / 97, 9)
  expect(drift?.isFlagged).toBe(true)
})

test('a slope that is sure but comes to less than 2 % over the run is not flagged', () => {
  expect(driftOf(rates([100, 99.9, 99.8, 99.7, 99.6]))?.isFlagged).toBe(false)
})

test('a slope within the noise is not flagged, however steep', () => {
  const drift = driftOf(rates([100, 80, 110, 85, 120, 90, 125]))
  expect(Math.abs(drift?.slope ?? 0)).toBeGreaterThan(0.01)
  expect(drift?.isFlagged).toBe(false)
})

test('four blocks, no blocks and rates of nothing tell no drift', () => {
  expect(driftOf(rates([100, 90, 80, 70]))).toBeNull()
  expect(driftOf([])).toBeNull()
  expect(driftOf(rates([0, 0, 0, 0, 0]))).toBeNull()
})

test('blocks that are missing count as time that passed', () => {
  const gaps = [0, 1, 2, 10, 20].map((block) => ({ block, rate: 100 - block }))
  expect(driftOf(gaps)?.slope).toBeCloseTo(-1 / 98, 9)
})

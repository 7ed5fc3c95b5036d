import { expect, test } from 'vitest'
import { outlierPlaces } from '../../../../../main/core/lab/statistics/outliers.ts'
import { SeededNoise, seededRate } from '../../../../support/seeded-rates.ts'

test('what lies beyond the far fence is marked, to both sides', () => {
  expect(outlierPlaces([100, 101, 99, 70, 100, 101, 99])).toEqual([3])
  expect(outlierPlaces([100, 101, 99, 100, 130, 101, 99])).toEqual([4])
})

test('what lies beyond the near fence alone is not', () => {
  // Quartiles 99 and 101: the near fence is at 96, the far one at 93.
  expect(outlierPlaces([100, 101, 99, 94.5, 100, 101, 99])).toEqual([])
})

test('a hair from the median is no outlier, however quiet the others are', () => {
  expect(outlierPlaces([100, 100, 100, 100, 101])).toEqual([])
  expect(outlierPlaces([100, 100, 100, 100, 106])).toEqual([4])
})

test('three values have none', () => {
  expect(outlierPlaces([1, 1, 50])).toEqual([])
})

test('undisturbed repetitions are left in peace in 98 of 100 runs of five', () => {
  const noise = new SeededNoise(5)
  const runs = Array.from({ length: 1000 }, () =>
    Array.from({ length: 5 }, (_, block) => seededRate(noise, 50, block, { noise: 0.01 })),
  )
  expect(runs.filter((run) => outlierPlaces(run).length > 0).length).toBeLessThanOrEqual(20)
})

import { expect, test } from 'vitest'
import { toRuns } from '../../../../renderer/ui/chart/step-runs.ts'

const step = { kind: 'step', stepWidth: 10 } as const

// The bug: an area over one step between two gaps has no width, and is not seen at all.
test('a step between two gaps is drawn to its own end', () => {
  const { x, columns } = toRuns([0, 10, 20], [[null, 5, null]], step)
  expect(x).toEqual([10, 20, 10])
  expect(columns).toEqual([[5, 5, Number.NaN]])
})

test('a gap in one column is a gap in all', () => {
  const { columns } = toRuns(
    [0, 10, 20],
    [
      [1, 2, 3],
      [4, null, 6],
    ],
    { kind: 'linear' },
  )
  expect(columns).toEqual([
    [1, Number.NaN, 3, Number.NaN],
    [4, Number.NaN, 6, Number.NaN],
  ])
})

// The bug: steps that are missing altogether (a night) are bridged by the last value.
test('a place that is further than a step away begins a new run', () => {
  const { x } = toRuns([0, 10, 100], [[1, 2, 3]], step)
  expect(x).toEqual([0, 10, 20, 10, 100, 110, 100])
})

test('infinities are gaps, and nothing comes of nothing', () => {
  expect(toRuns([0], [[Number.POSITIVE_INFINITY]], step).x).toEqual([])
  expect(toRuns([], [[]], step)).toEqual({ x: [], columns: [[]] })
})

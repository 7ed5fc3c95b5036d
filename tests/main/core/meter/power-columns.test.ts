import { expect, test } from 'vitest'
import { powerHistorySchema } from '#contract/meter.ts'
import { powerColumns } from '../../../../main/core/meter/power-columns.ts'
import type { HistorySource, PowerStep } from '../../../../main/core/ports/power-history-repository.ts'

const source = (id: string): HistorySource => ({
  id,
  collector: 'rapl',
  name: id,
  scope: 'cpu-package',
  provenance: 'device-counter',
})

const step = (sourceId: string, atMs: number, parts: Partial<PowerStep> = {}): PowerStep => ({
  sourceId,
  atMs,
  coveredMs: 1000,
  energyJ: 10,
  lowJ: null,
  highJ: null,
  minW: 10,
  maxW: 10,
  ...parts,
})

// A line drawn through a night in which the machine slept would be made up.
test('all sources share one grid, and what was not measured is null', () => {
  const history = powerColumns({
    stepMs: 1000,
    sources: [source('a'), source('b')],
    steps: [step('a', 5000), step('a', 8000, { energyJ: 20, maxW: 20 }), step('b', 6000)],
  })
  expect(powerHistorySchema.parse(history)).toEqual(history)
  expect(history.atMs).toEqual([5000, 6000, 7000, 8000])
  expect(history.series.map(({ sourceId, meanW }) => [sourceId, meanW])).toEqual([
    ['a', [10, null, null, 20]],
    ['b', [null, 10, null, null]],
  ])
  expect(history.series[1]?.lowW).toEqual([null, 10, null, null])
})

test('the mean is over the time that was measured, not over the step', () => {
  const { series } = powerColumns({ stepMs: 1000, sources: [source('a')], steps: [step('a', 0, { coveredMs: 250 })] })
  expect(series[0]?.meanW).toEqual([40])
})

test('the band holds the error of the source and the extremes within the step, and always the mean', () => {
  const band = (parts: Partial<PowerStep>) => {
    const { series } = powerColumns({ stepMs: 1000, sources: [source('a')], steps: [step('a', 0, parts)] })
    return [series[0]?.lowW[0], series[0]?.highW[0]]
  }
  expect(band({ minW: 4, maxW: 30 })).toEqual([4, 30])
  expect(band({ lowJ: 5, highJ: 15 })).toEqual([5, 15])
  expect(band({ lowJ: 5, highJ: 15, minW: 7, maxW: 30 })).toEqual([5, 30])
  expect(band({ minW: 10.2, maxW: 10.4 })).toEqual([10, 10.4])
})

test('no history is no column, and a step of a source that is not named is left out', () => {
  expect(powerColumns({ stepMs: 1000, sources: [], steps: [] })).toEqual({ stepMs: 1000, atMs: [], series: [] })
  expect(powerColumns({ stepMs: 1000, sources: [source('a')], steps: [step('x', 0)] }).series[0]?.meanW).toEqual([null])
})

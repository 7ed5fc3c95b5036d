import { expect, test } from 'vitest'
import type { PowerHistory } from '#contract/meter.ts'
import { joinLive, type LiveSample, withSample } from '../../../../../renderer/features/meter/power/live-trace.ts'
import { aPowerSource, aRange } from '../../../../support/energies.ts'

const sample = (atMs: number, watts: number | null): LiveSample => ({
  atMs,
  sources: [aPowerSource(watts === null ? { state: 'failed', powerW: null } : { powerW: aRange(watts) })],
})

const stored: PowerHistory = {
  stepMs: 1000,
  atMs: [0, 1000, 2000],
  series: [
    {
      sourceId: 'rapl:intel-rapl:0',
      collector: 'rapl',
      name: 'package-0',
      scope: 'cpu-package',
      provenance: 'device-counter',
      meanW: [10, null, 12],
      lowW: [9, null, 11],
      highW: [11, null, 13],
    },
  ],
}

const span = { fromMs: 0, toMs: 6000, stepMs: 1000 }

test('what was seen goes on where what was stored ends', () => {
  const { atMs, series } = joinLive(stored, [sample(3100, 20), sample(3600, 22), sample(4100, 30)], span)
  expect(atMs).toEqual([0, 1000, 2000, 3000, 4000, 5000])
  expect(series[0]?.meanW).toEqual([10, null, 12, 21, 30, 30])
})

// The bug: a meter that was unplugged goes on for ever at its last power.
test('a source that fails is a gap at once, and one that is silent after three seconds', () => {
  expect(joinLive(stored, [sample(3100, 20), sample(4100, null)], span).series[0]?.meanW.slice(3)).toEqual([
    20,
    null,
    null,
  ])
  const late = joinLive(stored, [sample(1100, 20)], { ...span, fromMs: 4000, toMs: 7000 })
  expect(late.series[0]?.meanW).toEqual([20, null, null])
})

test('a source that was never stored has a column of its own', () => {
  const { series } = joinLive({ stepMs: 1000, atMs: [], series: [] }, [sample(500, 5)], { ...span, toMs: 1000 })
  expect(series.map(({ sourceId, meanW }) => [sourceId, meanW])).toEqual([['rapl:intel-rapl:0', [5]]])
})

test('samples that no step can show any more are forgotten', () => {
  const samples = [sample(0, 1), sample(8000, 2)]
  expect(withSample(samples, sample(9000, 3), 9000).map(({ atMs }) => atMs)).toEqual([8000, 9000])
})

import { expect, it } from 'vitest'
import type { LabProgress } from '#contract/lab/run.ts'
import { forecastWords, progressWords } from '../../../../main/cli/show/progress-words.ts'
import { aLabRun } from '../../../support/lab-runs.ts'

const progress: LabProgress = {
  runId: 'run-1',
  name: 'Run',
  state: 'running',
  phase: 'measuring',
  variant: 1,
  test: 0,
  block: 2,
  blocksPlanned: 5,
  blockOrders: [],
  repetitionsDone: 9,
  repetitionsPlanned: 20,
  chunksDone: 0,
  chunksPlanned: 0,
  leftMs: { low: 100_000, central: 150_000, high: 200_000 },
  energyJ: { low: 10, central: 12, high: 15 },
  energyProvenance: 'device-counter',
  money: [],
  temperatureC: null,
  flags: [],
  isPausing: false,
}

it('says on one line where a run stands', () => {
  expect(progressWords(progress, aLabRun())).toBe(
    '45 % · measuring · Q4_K_M · pp512 · block 3 of 5 · 2 min–3 min left · 12.0 J, device counter',
  )
})

it('leaves out what is not known, and counts chunks where quality is measured', () => {
  const bare = { ...progress, variant: null, test: null, block: null, leftMs: null, energyJ: null }
  expect(progressWords({ ...bare, phase: 'preparing', repetitionsPlanned: 0 }, aLabRun())).toBe('0 % · preparing')
  const quality = { ...bare, phase: 'quality' as const, repetitionsDone: 0, repetitionsPlanned: 0 }
  expect(progressWords({ ...quality, chunksDone: 3, chunksPlanned: 12 }, aLabRun())).toBe(
    '25 % · quality · chunk 3 of 12',
  )
})

it('says what a plan comes to', () => {
  const forecast = { variants: 2, obstacles: [], referenceBytes: 1.5e9 }
  expect(
    forecastWords({ ...forecast, repetitions: { least: 20, most: 80 }, durationMs: { low: 50_000, high: 7.2e6 } }),
  ).toBe('2 variants, 20–80 repetitions, about 50 s–2.0 h, up to 1.50 GB on the disk meanwhile.')
  const least = { variants: 1, repetitions: { least: 0, most: 0 }, durationMs: null, referenceBytes: null }
  expect(forecastWords({ ...least, obstacles: [] })).toBe('1 variant.')
})

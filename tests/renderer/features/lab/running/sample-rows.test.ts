import { expect, test } from 'vitest'
import { reachOf, sampleRows } from '../../../../../renderer/features/lab/running/sample-rows.ts'
import { pp512, someSamples, tg128 } from '../../../../support/lab-runs.ts'

const samples = someSamples({
  tests: [pp512, tg128],
  blocks: 8,
  noise: 0.01,
  rates: [
    [500, 50],
    [600, 60],
  ],
})

test('each variant’s samples of one test lie around its own mean', () => {
  const rows = sampleRows(samples, 3, 1)
  expect(rows.map(({ deviations }) => deviations.length)).toEqual([8, 8, 0])
  expect(rows[0]?.mean?.mean).toBeGreaterThan(48)
  expect(rows[0]?.mean?.mean).toBeLessThan(52)
  const sum = rows[0]?.deviations.reduce((all, { share }) => all + share, 0) ?? 1
  expect(sum).toBeCloseTo(0, 10)
  expect(rows[2]).toEqual({ variant: 2, mean: null, deviations: [] })
})

// The bug: one sample that was disturbed pressed all others into a line.
test('one sample far off does not take the room of the others', () => {
  const disturbed = samples.map((sample) =>
    sample.order === 17 ? { ...sample, tokensPerSecond: sample.tokensPerSecond / 3 } : sample,
  )
  const rows = sampleRows(disturbed, 2, 1)
  const farthest = Math.max(...rows.flatMap(({ deviations }) => deviations.map(({ share }) => Math.abs(share))))
  expect(farthest).toBeGreaterThan(0.6)
  expect(reachOf(rows)).toBeLessThan(0.3)
})

test('samples that are all the same still have a picture', () => {
  const same = samples.map((sample) => ({ ...sample, tokensPerSecond: 50 }))
  expect(reachOf(sampleRows(same, 2, 1))).toBe(0.005)
  expect(reachOf([])).toBe(0.005)
})

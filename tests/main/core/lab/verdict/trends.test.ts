import { expect, test } from 'vitest'
import { trendsOf } from '../../../../../main/core/lab/verdict/trends.ts'
import type { TrendRow } from '../../../../../main/core/ports/lab-repository.ts'
import { SeededNoise, seededRate } from '../../../../support/seeded-rates.ts'

const noise = new SeededNoise(3)

function aRow(runId: string, atMs: number, rate: number, parts: Partial<TrendRow> = {}): TrendRow {
  return {
    runId,
    atMs,
    modelName: 'SmolLM2 135M Instruct',
    quantization: 'Q4_K_M',
    machineFingerprint: 'a1',
    engineBuild: 'b6510',
    test: 'tg128 · cpu · 6 threads',
    rates: Array.from({ length: 7 }, (_, block) => ({ block, tokensPerSecond: seededRate(noise, rate, block) })),
    ...parts,
  }
}

test('an update that made it slower is said at the run where it shows, the oldest first whatever the order', () => {
  const [trend, ...others] = trendsOf([
    aRow('third', 3000, 92, { engineBuild: 'b6600' }),
    aRow('first', 1000, 100),
    aRow('second', 2000, 100),
  ])
  expect(others).toEqual([])
  expect(trend?.points.map(({ runId }) => runId)).toEqual(['first', 'second', 'third'])
  expect(trend?.changes).toMatchObject([{ runId: 'third', engineBefore: 'b6510', engineAfter: 'b6600' }])
  expect(trend?.changes[0]?.share).toBeCloseTo(-0.08, 1)
})

test('what lies within the noise of both, or below 2 %, is no change', () => {
  const wide = [80, 120, 95, 105, 100].map((tokensPerSecond, block) => ({ block, tokensPerSecond }))
  const [trend] = trendsOf([aRow('a', 1, 100), aRow('b', 2, 101), aRow('c', 3, 106, { rates: wide })])
  expect(trend?.points).toHaveLength(3)
  expect(trend?.changes).toEqual([])
})

test('another model, quantization, machine or test is another trend, and one run is none', () => {
  const rows = [
    aRow('a', 1, 100),
    aRow('b', 2, 100, { modelName: 'Other' }),
    aRow('c', 3, 100, { quantization: 'Q8_0' }),
    aRow('d', 4, 100, { machineFingerprint: 'b2' }),
    aRow('e', 5, 100, { test: 'pp512 · cpu · 6 threads' }),
    aRow('f', 6, 100, { rates: [] }),
  ]
  expect(trendsOf(rows)).toEqual([])
})

test('a model that a run has twice is one point of it', () => {
  const [trend] = trendsOf([aRow('a', 1, 90), aRow('a', 1, 110), aRow('b', 2, 100)])
  expect(trend?.points.map(({ runId }) => runId)).toEqual(['a', 'b'])
  expect(Math.abs((trend?.points[0]?.mean ?? 0) - 100)).toBeLessThan(3)
})

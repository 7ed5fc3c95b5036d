import { expect, test } from 'vitest'
import { trendsOf } from '../../../../../main/core/lab/verdict/trends.ts'
import { trendChanges } from '../../../../../renderer/features/history/trends/trend-changes.ts'
import { trendSpec } from '../../../../../renderer/features/history/trends/trend-spec.ts'

const rates = (mean: number) => [-0.4, 0.3, -0.1, 0.2, 0].map((off, block) => ({ block, tokensPerSecond: mean + off }))
const run = (runId: string, day: number, mean: number, engineBuild: string) => ({
  ...{ runId, engineBuild, atMs: Date.UTC(2026, 10, day), rates: rates(mean) },
  ...{ modelName: 'Small', quantization: 'Q4_K_M', machineFingerprint: 'm', test: 'tg128 · cpu' },
})
const trends = trendsOf([
  run('a', 1, 60, 'b1'),
  run('b', 2, 60.1, 'b1'),
  run('c', 3, 55.2, 'b2'),
  run('d', 4, 60, 'b2'),
])
const [trend] = trends
if (trend === undefined) throw new Error('There is no trend.')

const words = {
  axis: 'tok/s',
  day: String,
  title: String,
  tick: String,
  rate: String,
  interval: () => '',
  change: (share: number) => share.toFixed(2),
}

// Catches: a change that is marked at the run before it, a mark where nothing changed, and one that is told by its colour alone.
test('a change is ringed and written at the run that brought it', () => {
  const { layers, readout } = trendSpec(trend, words)
  const rings = layers.flatMap((layer) => (layer.kind === 'dots' && layer.stroke === 'var(--clay)' ? layer.dots : []))
  expect(rings.map(({ x }) => x)).toEqual([Date.UTC(2026, 10, 3), Date.UTC(2026, 10, 4)])
  const notes = layers.flatMap((layer) => (layer.kind === 'notes' ? layer.notes : []))
  expect(notes.map(({ text }) => text)).toEqual(['-0.08', '0.09'])
  expect(readout(2).rows[0]?.interval).toBe('-0.08')
  expect(readout(1).rows[0]?.interval).toBe('')
})

// Catches: a chart whose noise fills its height, so that nothing looks like something.
test('rates that hardly differ lie flat', () => {
  const [flat] = trendsOf([run('a', 1, 60, 'b1'), run('b', 2, 60.1, 'b1')])
  if (flat === undefined) throw new Error('There is no trend.')
  const [low, high] = trendSpec(flat, words).y.domain
  expect((high - low) / 60).toBeGreaterThan(0.06)
})

// Catches: a change whose comparison opens with the wrong run before it.
test('changes know the run before them, the newest first', () => {
  expect(
    trendChanges(trends).map(({ beforeId, runId, engineBefore, engineAfter }) => [
      beforeId,
      runId,
      engineBefore,
      engineAfter,
    ]),
  ).toEqual([
    ['c', 'd', 'b2', 'b2'],
    ['b', 'c', 'b1', 'b2'],
  ])
})

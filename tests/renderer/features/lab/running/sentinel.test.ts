import { expect, test } from 'vitest'
import { sentinelBlocks, sentinelTest } from '../../../../../renderer/features/lab/running/sentinel.ts'
import { pp512, someSamples, tg128 } from '../../../../support/lab-runs.ts'

const deep = { kind: 'speed' as const, promptTokens: 0, generatedTokens: 128, depthTokens: 4096 }

test('a drift is looked for in the test that generates alone, else in the first', () => {
  expect(sentinelTest([pp512, deep, tg128])).toBe(2)
  expect(sentinelTest([pp512])).toBe(0)
  expect(sentinelTest([])).toBe(0)
})

test('the first variant’s blocks are shares of its first one', () => {
  const samples = someSamples({
    tests: [pp512, tg128],
    blocks: 4,
    noise: 0,
    drift: -0.01,
    rates: [
      [500, 50],
      [600, 60],
    ],
  })
  const blocks = sentinelBlocks(samples, [pp512, tg128])
  expect(blocks.map(({ block }) => block)).toEqual([0, 1, 2, 3])
  expect(blocks.map(({ share }) => share.toFixed(3))).toEqual(['0.000', '-0.010', '-0.020', '-0.030'])
  expect(sentinelBlocks([], [tg128])).toEqual([])
})

import { expect, test } from 'vitest'
import type { LabTest } from '#contract/lab/run.ts'
import { prefillTestOf, speedTestOf } from '../../../../../main/core/lab/verdict/axis-tests.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { aLabRun, noLimits, pp512, someSamples, tg128 } from '../../../../support/lab-runs.ts'

const prompt: LabTest = { kind: 'prompt', prompt: 'code-analysis', maxTokens: 64 }
const deep: LabTest = { kind: 'speed', promptTokens: 0, generatedTokens: 128, depthTokens: 4096 }
const both: LabTest = { kind: 'speed', promptTokens: 512, generatedTokens: 128, depthTokens: 0 }

test('what a user feels is the median of the repetitions, and only prompts have it', () => {
  const samples = someSamples({ tests: [tg128, prompt], blocks: 3, rates: [[50, 50]], noise: 0 }).map((sample) =>
    sample.felt === null
      ? sample
      : { ...sample, durationNs: 4e9, felt: { ...sample.felt, ttftMs: [900, 200, 210][sample.block] ?? 0 } },
  )
  const { cells } = verdictOf(aLabRun({ tests: [tg128, prompt], samples }), noLimits, 0)
  expect(cells[0]?.felt).toBeNull()
  expect(cells[1]?.felt).toMatchObject({ ttftMs: 210, endToEndMs: 4000 })
})

test('the interval of a rate ends at 0, however far two repetitions lie apart', () => {
  const samples = someSamples({ tests: [tg128], blocks: 2, rates: [[50]] }).map((sample) => ({
    ...sample,
    tokensPerSecond: sample.block === 0 ? 10 : 90,
  }))
  const [cell] = verdictOf(aLabRun({ tests: [tg128], samples }), noLimits, 0).cells
  expect(cell?.tokensPerSecond).toMatchObject({ mean: 50, median: 50, mad: 40 })
  expect(cell?.tokensPerSecond.interval95?.low).toBe(0)
})

test('the speed is of the shallow decode first, of a deep one or of a prompt else, and of nothing mixed', () => {
  expect(speedTestOf([pp512, deep, both, tg128, prompt])).toBe(3)
  expect(speedTestOf([prompt, both, deep])).toBe(2)
  expect(speedTestOf([pp512, both, prompt])).toBe(2)
  expect(speedTestOf([pp512, both])).toBeNull()
})

const deepPrefill: LabTest = { kind: 'speed', promptTokens: 512, generatedTokens: 0, depthTokens: 512 }

test('the prefill is of a prompt that is evaluated alone', () => {
  expect(prefillTestOf([tg128, both, pp512])).toBe(2)
  expect(prefillTestOf([deepPrefill, pp512])).toBe(1)
  expect(prefillTestOf([deepPrefill])).toBe(0)
  expect(prefillTestOf([tg128, prompt])).toBeNull()
})

import { expect, test } from 'vitest'
import type { LabRunWithSamples, LabVariant } from '#contract/lab/run.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { aLabRun, aLadderRun, noLimits, someSamples, tg128 } from '../../../../support/lab-runs.ts'

function withTokenizers(run: LabRunWithSamples, hashOf: (place: number) => string): LabRunWithSamples {
  const variants = run.variants.map(
    (variant, place): LabVariant => ({ ...variant, model: { ...variant.model, tokenizerHash: hashOf(place) } }),
  )
  return { ...run, variants }
}

test('a rate is put against the baseline of the same block: what slows both slows neither against the other', () => {
  const samples = someSamples({ tests: [tg128], blocks: 7, rates: [[40], [60]], noise: 0 }).map((sample) => ({
    ...sample,
    tokensPerSecond: sample.tokensPerSecond / (1 + sample.block),
  }))
  const [comparison] = verdictOf(aLabRun({ tests: [tg128], samples }), noLimits, 0).comparisons
  expect(comparison).toMatchObject({ variant: 1, test: 0, difference: 'higher', pairs: 7 })
  expect(comparison?.ratio.value).toBeCloseTo(1.5, 9)
  expect(comparison?.ratio.interval95?.low).toBeCloseTo(1.5, 6)
})

test('blocks that one of the two lacks are no pair, and without a common block there is no comparison', () => {
  const samples = someSamples({ tests: [tg128], blocks: 6, rates: [[40], [60]] })
  const some = samples.filter(({ variant, block }) => variant === 0 || block >= 4)
  expect(verdictOf(aLabRun({ tests: [tg128], samples: some }), noLimits, 0).comparisons[0]?.pairs).toBe(2)
  const none = samples.filter(({ variant, block }) => (variant === 0) === block < 3)
  expect(verdictOf(aLabRun({ tests: [tg128], samples: none }), noLimits, 0).comparisons).toEqual([])
})

test('perplexities are paired by chunk: a difference far below the spread of the chunks is clear', () => {
  const verdict = verdictOf(aLadderRun('small'), noLimits, 0)
  const [q8, , , q4] = verdict.qualityComparisons
  expect(q8).toMatchObject({ variant: 1, difference: 'none' })
  expect(q4).toMatchObject({ variant: 4, difference: 'higher' })
  expect(q4?.perplexityRatio?.value).toBeCloseTo(31.2 / 29.82, 1)
  const spread = verdict.standings[4]?.figures.perplexity?.interval95
  expect((spread?.high ?? 0) / (spread?.low ?? 1)).toBeGreaterThan(q4?.perplexityRatio?.interval95.high ?? 0)
})

test('perplexities of different tokenizers are never ranked', () => {
  const run = withTokenizers(aLadderRun('small'), (place) => (place < 2 ? 'one' : 'other'))
  const verdict = verdictOf(run, { ...noLimits, prefer: 'quality' }, 0)
  expect(verdict.tokenizerGroups).toEqual([
    [0, 1],
    [2, 3, 4, 5, 6],
  ])
  expect(verdict.qualityComparisons.map(({ difference }) => difference)).toEqual(['none', null, null, null, null, null])
  const noKl = { ...run, qualitySetup: null, quality: run.quality.map((quality) => ({ ...quality, against: null })) }
  const unranked = verdictOf(noKl, { ...noLimits, prefer: 'quality' }, null, { x: 'file-size', y: 'perplexity' })
  // F16 has the lowest perplexity of all, which says nothing beside the others' tokens.
  expect(unranked.reasons.find(({ kind }) => kind === 'not-measured')).toMatchObject({ axis: 'kl-divergence' })
  expect(unranked.standings[6]?.dominatedBy).toBeNull()
})

test('an unknown tokenizer is like no other', () => {
  const verdict = verdictOf(
    withTokenizers(aLadderRun('small'), () => ''),
    noLimits,
    0,
  )
  expect(verdict.tokenizerGroups).toEqual([[0], [1], [2], [3], [4], [5], [6]])
  expect(verdict.qualityComparisons.every(({ perplexityRatio }) => perplexityRatio === null)).toBe(true)
})

test('without quality of the baseline there is none to compare, and with one chunk none that is sure', () => {
  const run = aLadderRun('small')
  const others = run.quality.filter(({ variant }) => variant !== 0)
  expect(verdictOf({ ...run, quality: others }, noLimits, 0).qualityComparisons).toEqual([])
  const short = run.quality.map((quality) => ({ ...quality, chunks: quality.chunks.slice(0, 1) }))
  expect(verdictOf({ ...run, quality: short }, noLimits, 0).qualityComparisons[0]).toEqual({
    variant: 1,
    perplexityRatio: null,
    difference: null,
  })
})

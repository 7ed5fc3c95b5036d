import { expect, test } from 'vitest'
import type { LabLimits } from '#contract/lab/plan.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { aLabRun, aLabVariant, aLadderRun, noLimits, someSamples, tg128 } from '../../../../support/lab-runs.ts'

const [q8, q6, q5, q4, q3, q2] = [0, 1, 2, 3, 4, 5]

function recommend(limits: Partial<LabLimits>, run = aLadderRun('large')) {
  const { recommended, reasons } = verdictOf(run, { ...noLimits, ...limits }, null)
  return { recommended, reasons, kinds: reasons.map(({ kind }) => kind) }
}

test('of those that meet the limits the best by what is preferred, with what else it is best in', () => {
  const { recommended, reasons } = recommend({ leastTokensPerSecond: 25, mostKlDivergence: 0.05, prefer: 'energy' })
  expect(recommended).toBe(q4)
  expect(reasons.map(({ kind, axis, other }) => [kind, axis, other])).toEqual([
    ['meets-limits', null, null],
    ['best', 'energy', q5],
    ['also-fastest', 'speed', q5],
    ['also-smallest', 'memory', q5],
    ['choose-other-if', 'energy', q5],
  ])
  expect(reasons[0]?.params).toEqual({ count: 2 })
  // 104 W at 40.3 tok/s against 105 W at 34.1: 2.58 against 3.08 J a token.
  expect(reasons[1]?.params.share).toBeCloseTo(0.162, 2)
  expect(reasons[1]?.params.low).toBeLessThan(reasons[1]?.params.share ?? 0)
  expect(reasons[4]).toMatchObject({ tieAxis: 'perplexity' })
  expect(reasons[4]?.params.cost).toBeCloseTo(3.08 / 2.58 - 1, 1)
})

test.each([
  ['speed', q2],
  ['quality', q8],
  ['memory', q2],
  ['energy', q2],
  ['cost', q2],
] as const)('without limits the best by %s, and no word of limits', (prefer, expected) => {
  const { recommended, kinds } = recommend({ prefer })
  expect(recommended).toBe(expected)
  expect(kinds).not.toContain('meets-limits')
  expect(kinds).not.toContain('only-one-that-meets')
})

test('the only one that meets the limits is not put against those that do not', () => {
  const { recommended, kinds } = recommend({ leastTokensPerSecond: 28, mostKlDivergence: 0.008, prefer: 'speed' })
  expect(recommended).toBe(q6)
  expect(kinds).toEqual(['only-one-that-meets'])
})

test('where none meets the limits, of those that break the fewest', () => {
  // Q8_0 to Q4_K_M are too slow, Q3_K_M and Q2_K too far off; Q3_K_M is too slow as well.
  const { recommended, reasons } = recommend({ leastTokensPerSecond: 45, mostKlDivergence: 0.05, prefer: 'speed' })
  expect(recommended).toBe(q2)
  expect(reasons[0]).toMatchObject({ kind: 'none-meets-limits', params: { count: 1 } })
  expect(q3).toBe(4)
})

test('what was not measured is said, and quality decides in its place', () => {
  const run = aLadderRun('large')
  const samples = run.samples.map((sample) => ({ ...sample, energy: null, felt: null }))
  const { recommended, reasons } = recommend({ prefer: 'energy' }, { ...run, samples })
  expect(recommended).toBe(q8)
  expect(reasons[0]).toMatchObject({ kind: 'not-measured', axis: 'energy', tieAxis: 'kl-divergence' })
})

function twins(sizes: [number, number], rates: [number, number]) {
  const variants = sizes.map((sizeBytes, place) =>
    aLabVariant({ sizeBytes, fileName: `${place}.gguf` }, { label: `${place}` }),
  )
  const samples = someSamples({ tests: [tg128], blocks: 7, rates: rates.map((rate) => [rate]), noise: 0.02 })
  return aLabRun({ variants, tests: [tg128], samples })
}

test('where speed does not tell two apart, the smaller file is taken, and the tie is said', () => {
  const { recommended, reasons } = recommend({ prefer: 'speed' }, twins([100, 200], [50, 50.5]))
  expect(recommended).toBe(0)
  expect(reasons[0]).toMatchObject({ kind: 'tie-broken', axis: 'speed', tieAxis: 'file-size', other: 1 })
})

test('two that nothing tells apart are said to be so, whichever is taken', () => {
  const { reasons } = recommend({ prefer: 'speed' }, twins([100, 100], [50, 50]))
  expect(reasons).toEqual([expect.objectContaining({ kind: 'tie-broken', axis: 'speed', tieAxis: null })])
})

test('a single variant is recommended without a word', () => {
  const samples = someSamples({ tests: [tg128], blocks: 5, rates: [[50]] })
  expect(recommend({}, aLabRun({ variants: [aLabVariant()], tests: [tg128], samples }))).toMatchObject({
    recommended: 0,
    reasons: [],
  })
})

test('a run of a mixed test alone is still told apart by its files', () => {
  const both = { kind: 'speed', promptTokens: 512, generatedTokens: 128, depthTokens: 0 } as const
  const samples = someSamples({ tests: [both], blocks: 5, rates: [[50], [60]] })
  const { recommended, reasons } = recommend({ prefer: 'speed' }, aLabRun({ tests: [both], samples }))
  expect(recommended).toBe(1)
  expect(reasons[0]).toMatchObject({ kind: 'not-measured', axis: 'speed', tieAxis: 'file-size' })
})

/** A ladder of which a variant was never loaded: nothing is known of it but its file. */
function withUnmeasured(variant: number) {
  const run = aLadderRun('large')
  const isOther = (each: { variant: number }) => each.variant !== variant
  const [samples, memory, quality] = [
    run.samples.filter(isOther),
    run.memory.filter(isOther),
    run.quality.filter(isOther),
  ]
  return { ...run, samples, memory, quality }
}

// Catches: a recommendation of what did not even load, since what is not known breaks no limit.
test('a variant that was not measured is neither recommended nor counted, whatever is asked', () => {
  const limits = { leastTokensPerSecond: 45, mostKlDivergence: 0.05 }
  const first = recommend({ ...limits, prefer: 'speed' }, withUnmeasured(q4))
  expect(first.recommended).not.toBe(q4)
  expect(first.reasons[0]).toMatchObject({ kind: 'none-meets-limits', params: { count: 1 } })
  const second = recommend({ leastTokensPerSecond: 25, mostKlDivergence: 0.05 }, withUnmeasured(q2))
  expect(second.reasons[0]).toMatchObject({ kind: 'meets-limits', params: { count: 2 } })
  expect(recommend({ prefer: 'memory' }, withUnmeasured(q2)).recommended).not.toBe(q2)
})

test('a variant whose figure for a limit is not known does not meet it beside those whose is', () => {
  const run = aLadderRun('large')
  const quality = run.quality.filter(({ variant }) => variant !== q2)
  const { recommended } = recommend({ mostKlDivergence: 0.05, prefer: 'speed' }, { ...run, quality })
  expect(recommended).toBe(q4)
})

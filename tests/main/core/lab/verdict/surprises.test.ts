import { expect, test } from 'vitest'
import type { LabModel, LabRunWithSamples } from '#contract/lab/run.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { aLadderRun, noLimits } from '../../../../support/lab-runs.ts'

function surprises(run: LabRunWithSamples, baseline = 0) {
  return verdictOf(run, noLimits, baseline).surprises
}

function withModels(run: LabRunWithSamples, change: (model: LabModel, place: number) => Partial<LabModel>) {
  const variants = run.variants.map((variant, place) => ({
    ...variant,
    model: { ...variant.model, ...change(variant.model, place) },
  }))
  return { ...run, variants }
}

test('a larger file that is faster than a smaller one of its ladder is said', () => {
  const found = surprises(aLadderRun('small')).filter(({ kind }) => kind === 'larger-and-faster')
  expect(found).toMatchObject([{ variant: 4, other: 5 }])
  // 121 tok/s of Q4_K_M against 112 of Q3_K_M.
  expect(found[0]?.params.share).toBeCloseTo(0.08, 1)
})

test('a larger file that is worse than a smaller one is said', () => {
  // Q4_K_M, of 4.9 GB, is said to be larger than Q5_K_M.
  const run = withModels(aLadderRun('large'), (_, place) => (place === 3 ? { sizeBytes: 6_000_000_000 } : {}))
  const worse = surprises(run).find(({ kind }) => kind === 'larger-and-worse')
  expect(worse).toMatchObject({ variant: 3, other: 2 })
  // A divergence of 0.0108 instead of 0.0304.
  expect(worse?.params.share).toBeCloseTo(0.64, 1)
})

test('of several smaller files the one that it is worse than by the most is named', () => {
  // F16 is said to be as far off as Q2_K.
  const run = aLadderRun('large')
  const [q8, , , , , q2] = run.quality
  if (q8 === undefined || q2 === undefined) throw new Error('the ladder has quality')
  const quality = [{ ...q2, variant: 0 }, ...run.quality.slice(1)]
  expect(
    surprises({ ...run, quality }).find(({ kind, variant }) => kind === 'larger-and-worse' && variant === 0),
  ).toMatchObject({
    other: 1,
  })
  const turned = {
    ...run,
    quality: quality.map((each) => ({
      ...each,
      variant: each.variant === 1 ? 3 : each.variant === 3 ? 1 : each.variant,
    })),
  }
  expect(surprises(turned).find(({ kind, variant }) => kind === 'larger-and-worse' && variant === 0)).toMatchObject({
    other: 3,
  })
})

test('sizes of different models, or of different settings, tell nothing', () => {
  const apart = withModels(aLadderRun('small'), (_, place) => ({ ladderId: `${place}` }))
  expect(surprises(apart).some(({ kind }) => kind.startsWith('larger'))).toBe(false)
  const run = aLadderRun('small')
  const variants = run.variants.map((variant, threads) => ({
    ...variant,
    parameters: { ...variant.parameters, threads: threads + 1 },
  }))
  expect(surprises({ ...run, variants }).some(({ kind }) => kind.startsWith('larger'))).toBe(false)
})

test('tensors that took another type are counted', () => {
  const fallen = surprises(aLadderRun('small')).filter(({ kind }) => kind === 'fallback-tensors')
  expect(fallen.map(({ variant }) => variant)).toEqual([2, 3, 4, 5, 6])
  expect(fallen[0]?.params).toEqual({ count: 180, total: 272 })
  const none = withModels(aLadderRun('small'), () => ({ fallback: { count: 0, total: 272 } }))
  expect(surprises(none).some(({ kind }) => kind === 'fallback-tensors')).toBe(false)
})

test('a quantization of a quantization is said, at any remove', () => {
  const requantized = (origin: string | null) =>
    surprises(withModels(aLadderRun('large'), (_, place) => (place === 2 ? { origin } : {}))).filter(
      ({ kind }) => kind === 'requantized',
    )
  expect(requantized('F16, from Q4_1').map(({ variant }) => variant)).toEqual([2])
  expect(requantized('Q8_0')).toHaveLength(1)
  expect(requantized('BF16')).toEqual([])
  expect(requantized(null)).toEqual([])
})

test('a reference that is itself a quantization is said, of its variant where it is compared', () => {
  const run = aLadderRun('large')
  if (run.qualitySetup === null) throw new Error('the ladder has quality')
  const [q8] = run.variants
  if (q8 === undefined) throw new Error('the ladder has variants')
  const against = (reference: LabModel) => ({ ...run, qualitySetup: { ...run.qualitySetup, reference } })
  const said = (reference: LabModel) =>
    surprises(Object.assign({}, run, against(reference)), 5).filter(({ kind }) => kind === 'reference-is-quantized')
  expect(said(q8.model)).toMatchObject([{ variant: 0 }])
  expect(said({ ...q8.model, fileName: 'elsewhere.gguf' })).toMatchObject([{ variant: 5 }])
  expect(said({ ...q8.model, quantization: 'F16' })).toEqual([])
})

// @vitest-environment jsdom
import i18next from 'i18next'
import { expect, test } from 'vitest'
import type { LabSurprise } from '#contract/lab/verdict.ts'
import { surpriseSentences } from '../../../../../../renderer/features/lab/verdict/trust/surprise-sentences.ts'
import { aLadderRun } from '../../../../../support/lab-runs.ts'
import { setUpPage } from '../../../../harness.tsx'

setUpPage()

const run = aLadderRun('small')
const say = (surprises: LabSurprise[]) => surpriseSentences(surprises, run, i18next.getFixedT(null, 'labVerdict'))
const surprise = (kind: LabSurprise['kind'], variant: number, params: Record<string, number> = {}): LabSurprise => ({
  kind,
  variant,
  other: 3,
  params,
})

// The bug: twelve lines of the same sentence about a ladder, and the one that matters between them.
test('what is true of several files alike is one sentence', () => {
  expect(say([1, 2, 4].map((variant) => surprise('fallback-tensors', variant, { count: 180, total: 272 })))).toEqual([
    'Q8_0, Q6_K, and Q4_K_M: 180 of 272 tensors have another type than the name says, since their rows do not divide by its blocks.',
  ])
  expect(
    say([
      surprise('fallback-tensors', 1, { count: 2, total: 9 }),
      surprise('fallback-tensors', 2, { count: 3, total: 9 }),
    ]),
  ).toHaveLength(2)
  expect(say([1, 2].map((variant) => surprise('requantized', variant)))).toEqual([
    'Q8_0 and Q6_K were made from another quantization, Q4_1: they may be worse than those from the original.',
  ])
})

test('each larger file that is worse is said by itself, and the reference that is none', () => {
  expect(
    say([surprise('larger-and-worse', 1, { share: 0.08 }), surprise('larger-and-worse', 2, { share: 0.12 })]),
  ).toEqual([
    'Q8_0 is the larger file and clearly worse than Q5_K_M, by 8.0 %.',
    'Q6_K is the larger file and clearly worse than Q5_K_M, by 12 %.',
  ])
  expect(say([surprise('reference-is-quantized', 0)])[0]).toContain('is itself a quantization')
})

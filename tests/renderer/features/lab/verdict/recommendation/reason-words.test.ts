// @vitest-environment jsdom
import i18next from 'i18next'
import { expect, test } from 'vitest'
import type { LabReason } from '#contract/lab/verdict.ts'
import { labAxisSchema, labReasonSchema } from '#contract/lab/verdict.ts'
import {
  type ReasonContext,
  reasonSentence,
} from '../../../../../../renderer/features/lab/verdict/recommendation/reason-words.ts'
import { setUpPage } from '../../../../harness.tsx'

setUpPage()

const labels = ['Q8_0', 'Q4_K_M', 'Q3_K_M']
const context: ReasonContext = {
  labelOf: (variant) => (variant === null ? '' : (labels[variant] ?? '')),
  noun: (axis) => axis,
  alsoMeets: [],
  isReference: false,
}
const reason = (parts: Partial<LabReason> & Pick<LabReason, 'kind'>): LabReason => ({
  axis: null,
  tieAxis: null,
  other: null,
  params: {},
  ...parts,
})
const say = (parts: Partial<LabReason> & Pick<LabReason, 'kind'>, change: Partial<ReasonContext> = {}) =>
  reasonSentence(reason(parts), i18next.getFixedT(null, 'labVerdict'), { ...context, ...change })

test('those that meet the limits too are named, and many are only counted', () => {
  const meets = (...alsoMeets: string[]) =>
    say({ kind: 'meets-limits', params: { count: alsoMeets.length } }, { alsoMeets }).text
  expect(meets('Q6_K')).toBe('Meets your limits; so does Q6_K.')
  expect(meets('Q6_K', 'Q5_K_M')).toBe('Meets your limits; so do Q6_K and Q5_K_M.')
  expect(meets('a', 'b', 'c', 'd')).toBe('Meets your limits, as do 4 others.')
})

test('the best by something, with its interval where that says more than the figure', () => {
  const best = (low: number, high: number) =>
    say({ kind: 'best', axis: 'energy', other: 0, params: { share: 0.16, low, high } })
  expect(best(0.143, 0.178)).toEqual({ text: 'Least energy: 16 % less than Q8_0', interval: '(14–18 %)' })
  expect(best(0.16, 0.16).interval).toBe('')
})

// The bug: "100 % less divergence", of the file that the others are measured against.
test('the reference is not praised for being close to itself', () => {
  const { text } = say({ kind: 'best', axis: 'kl-divergence', other: 1, params: { share: 1 } }, { isReference: true })
  expect(text).toBe('The reference itself: no other one is as close.')
})

test('another one is offered with its price, or without one where it costs nothing', () => {
  const offer = (cost?: number) =>
    say({
      kind: 'choose-other-if',
      axis: 'energy',
      tieAxis: 'perplexity',
      other: 0,
      params: { share: 0.014, ...(cost !== undefined && { cost }) },
    }).text
  expect(offer(0.19)).toBe('Choose Q8_0 if 1.4 % lower perplexity is worth 19 % more energy per token.')
  expect(offer(-0.02)).toBe('Choose Q8_0 for 1.4 % lower perplexity.')
  expect(offer()).toBe('Choose Q8_0 for 1.4 % lower perplexity.')
})

// The bug: a key of the catalogue, or a hole, in the middle of a sentence.
test('every kind of reason is a sentence by every axis', () => {
  for (const kind of labReasonSchema.shape.kind.options) {
    for (const axis of labAxisSchema.options) {
      for (const tieAxis of [null, ...labAxisSchema.options]) {
        const { text } = say({ kind, axis, tieAxis, other: 2, params: { share: 0.1, count: 2, cost: 0.1 } })
        expect(text, `${kind} ${axis} ${tieAxis}`).toMatch(/^[A-Z].{10,}/)
        expect(text, `${kind} ${axis} ${tieAxis}`).not.toMatch(/reason\.|\{\{|undefined|NaN/)
      }
    }
  }
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distributionOf, scorePosition } from '../../../../main/engine/lab/quality-rows.ts'

/** Logits of probabilities, moved by a constant that a softmax takes out again. */
const logitsOf = (probabilities: readonly number[], shift = 0) =>
  distributionOf(Float32Array.from(probabilities, (probability) => Math.log(probability) + shift))

const reference = [0.4, 0.3, 0.2, 0.05, 0.05]
const own = [0.25, 0.25, 0.25, 0.125, 0.125]

describe('the score of a position', () => {
  it('is what a vocabulary of five tokens gives by hand', () => {
    // 0.4·ln 1.6 + 0.3·ln 1.2 + 0.2·ln 0.8 + 2·0.05·ln 0.4
    const { nll, against } = scorePosition(logitsOf(own, 7), 0, logitsOf(reference, -3))
    expect(nll).toBeCloseTo(Math.log(4), 6)
    expect(against?.kl).toBeCloseTo(0.10644013528622316, 6)
    expect(against?.referenceNll).toBeCloseTo(-Math.log(0.4), 6)
    expect(against?.sameTop).toBe(true)
  })

  it('tells another favourite', () => {
    const swapped = [0.3, 0.4, 0.2, 0.05, 0.05]
    expect(scorePosition(logitsOf(swapped), 2, logitsOf(reference)).against?.sameTop).toBe(false)
  })

  it('is against the reference, and not the other way round', () => {
    const one = [0.9, 0.025, 0.025, 0.025, 0.025]
    const other = [0.2, 0.2, 0.2, 0.2, 0.2]
    const expected = 0.9 * Math.log(4.5) + 4 * 0.025 * Math.log(0.125)
    expect(scorePosition(logitsOf(other), 0, logitsOf(one)).against?.kl).toBeCloseTo(expected, 6)
  })

  it('says nothing of a reference where there is none', () => {
    expect(scorePosition(logitsOf(own), 0, null).against).toBeNull()
  })

  it('takes a token that both rule out for no difference', () => {
    const ruledOut = (probabilities: readonly number[]) =>
      distributionOf(Float32Array.from([...probabilities.map(Math.log), Number.NEGATIVE_INFINITY]))
    expect(scorePosition(ruledOut(own), 0, ruledOut(reference)).against?.kl).toBeCloseTo(0.10644013528622316, 6)
  })

  it('is no finite number where a logit is none', () => {
    const broken = distributionOf(Float32Array.from([1, Number.NaN, 0.5, 0, 0]))
    expect(scorePosition(broken, 0, null).nll).toBeNaN()
    expect(scorePosition(distributionOf(new Float32Array(5).fill(Number.NEGATIVE_INFINITY)), 0, null).nll).toBeNaN()
  })

  it('does not overflow with large logits', () => {
    expect(scorePosition(distributionOf(Float32Array.from([1000, 1000])), 0, null).nll).toBeCloseTo(Math.LN2, 12)
  })

  it('is zero against itself, never below zero', () => {
    const logits = fc.array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(logits, logits, (one, other) => {
        const [p, q] = [one, other].map((values) => distributionOf(Float32Array.from(values)))
        if (p === undefined || q === undefined) throw new Error('There are two')
        expect(scorePosition(p, 0, p).against?.kl).toBe(0)
        expect(scorePosition(q, 0, p).against?.kl).toBeGreaterThanOrEqual(0)
        const total = p.logits.reduce((sum, logit) => sum + Math.exp(logit - p.normaliser), 0)
        expect(total).toBeCloseTo(1, 9)
      }),
    )
  })
})

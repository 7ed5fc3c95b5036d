import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { qualityFigures } from '../../../../../main/core/lab/quality/quality-figures.ts'
import type { QualityTokens } from '../../../../../main/core/ports/lab-engine.ts'

const tokens = (change: Partial<QualityTokens>): QualityTokens => ({
  chunk: 0,
  nll: [],
  referenceNll: [],
  kl: [],
  sameTop: [],
  durationMs: 10,
  ...change,
})

const nll = [1.2, 0.3, 2.5, 0.9, 4.1, 0.05, 1.7, 3.3, 0.6, 2.2, 1.1, 0.8]
const referenceNll = [1.0, 0.35, 2.2, 1.0, 3.6, 0.04, 1.9, 3.0, 0.5, 2.4, 1.0, 0.7]
const kl = [0.02, 0.001, 0.3, 0.04, 0.5, 0.0, 0.06, 0.2, 0.01, 0.08, 0.03, 0.015]
const sameTop = [true, true, false, true, false, true, true, false, true, true, true, true]

describe('the figures of a text', () => {
  it('are those of llama-perplexity', () => {
    // Worked out by its own formulas (sums and sums of squares), of perplexity.cpp of the bundled release.
    const figures = qualityFigures(3, [tokens({ nll, referenceNll, kl, sameTop })], { isComplete: true })
    expect(figures).toMatchObject({ variant: 3, isComplete: true, tokens: 12, durationMs: 10 })
    expect(figures?.perplexity.value).toBeCloseTo(4.7707331819676035, 12)
    expect(figures?.perplexity.uncertainty).toBeCloseTo(1.7088296729298886, 12)
    const against = figures?.against
    expect(against?.meanKl.value).toBeCloseTo(0.10466666666666667, 12)
    expect(against?.meanKl.uncertainty).toBeCloseTo(0.044531625352839485, 12)
    expect(against?.medianKl).toBeCloseTo(0.035, 12)
    expect(against?.p99Kl).toBeCloseTo(0.478, 12)
    expect(against?.maximumKl).toBe(0.5)
    expect(against?.sameTop.value).toBe(0.75)
    expect(against?.sameTop.uncertainty).toBeCloseTo(0.13055824196677338, 12)
    expect(against?.rmsDeltaP.value).toBeCloseTo(0.03734713982123384, 12)
    expect(against?.rmsDeltaP.uncertainty).toBeCloseTo(0.0052186294165908415, 12)
    expect(against?.meanDeltaP.value).toBeCloseTo(-0.011715134416034606, 12)
    expect(against?.meanDeltaP.uncertainty).toBeCloseTo(0.010692242210810568, 12)
    expect(against?.lnPerplexityRatio.value).toBeCloseTo(0.08833333333333337, 12)
    expect(against?.lnPerplexityRatio.uncertainty).toBeCloseTo(0.06148211532673983, 12)
  })

  it('take each position alike, however the chunks are cut and in whatever order they came', () => {
    const cut = (from: number, to: number, chunk: number) =>
      tokens({
        chunk,
        nll: nll.slice(from, to),
        referenceNll: referenceNll.slice(from, to),
        kl: kl.slice(from, to),
        sameTop: sameTop.slice(from, to),
      })
    const whole = qualityFigures(0, [cut(0, 12, 0)], { isComplete: false })
    const parts = qualityFigures(0, [cut(5, 12, 1), cut(0, 5, 0)], { isComplete: false })
    expect(parts?.perplexity).toEqual(whole?.perplexity)
    expect(parts?.against).toEqual(whole?.against)
    expect(parts?.chunks.map(({ chunk, tokens: count }) => [chunk, count])).toEqual([
      [0, 5],
      [1, 7],
    ])
    expect(parts?.chunks[0]?.meanNll).toBeCloseTo(1.8, 12)
    expect(parts?.chunks[0]?.meanKl).toBeCloseTo(0.1722, 12)
    expect(parts?.chunks[0]?.sameTop).toBe(0.6)
  })

  it('say nothing against a reference where a chunk has none', () => {
    const figures = qualityFigures(0, [tokens({ nll }), tokens({ chunk: 1, nll, referenceNll, kl, sameTop })], {
      isComplete: false,
    })
    expect(figures?.against).toBeNull()
    expect(figures?.chunks.map(({ meanKl }) => meanKl === null)).toEqual([true, false])
  })

  it('are none without a position', () => {
    expect(qualityFigures(0, [], { isComplete: false })).toBeNull()
  })

  it('are all zero of a model against itself', () => {
    const itself = tokens({ nll, referenceNll: nll, kl: nll.map(() => 0), sameTop: nll.map(() => true) })
    expect(qualityFigures(0, [itself], { isComplete: true })?.against).toEqual({
      meanKl: { value: 0, uncertainty: 0 },
      medianKl: 0,
      p99Kl: 0,
      maximumKl: 0,
      sameTop: { value: 1, uncertainty: 0 },
      rmsDeltaP: { value: 0, uncertainty: 0 },
      meanDeltaP: { value: 0, uncertainty: 0 },
      lnPerplexityRatio: { value: 0, uncertainty: 0 },
    })
  })

  it('never come out as what no schema takes, and stay within what they can be', () => {
    const position = fc.record({
      nll: fc.double({ min: 0, max: 60, noNaN: true }),
      referenceNll: fc.double({ min: 0, max: 60, noNaN: true }),
      kl: fc.double({ min: 0, max: 40, noNaN: true }),
      sameTop: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 60 }), (positions) => {
        const figures = qualityFigures(
          0,
          [
            tokens({
              nll: positions.map((one) => one.nll),
              referenceNll: positions.map((one) => one.referenceNll),
              kl: positions.map((one) => one.kl),
              sameTop: positions.map((one) => one.sameTop),
            }),
          ],
          { isComplete: true },
        )
        const against = figures?.against
        if (!figures || !against) throw new Error('There are positions, but no figures')
        const numbers = [figures.perplexity, against.meanKl, against.sameTop, against.rmsDeltaP, against.meanDeltaP]
        for (const { value, uncertainty } of [...numbers, against.lnPerplexityRatio]) {
          expect(Number.isFinite(value)).toBe(true)
          expect(uncertainty).toBeGreaterThanOrEqual(0)
        }
        expect(against.medianKl).toBeLessThanOrEqual(against.p99Kl)
        expect(against.p99Kl).toBeLessThanOrEqual(against.maximumKl)
        expect(Math.abs(against.meanDeltaP.value)).toBeLessThanOrEqual(against.rmsDeltaP.value + 1e-12)
      }),
    )
  })
})

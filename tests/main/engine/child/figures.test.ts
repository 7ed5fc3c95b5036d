import { describe, expect, it } from 'vitest'
import { answerFiguresSchema } from '#contract/conversations.ts'
import { AnswerMeter } from '../../../../main/engine/child/figures.ts'

const prompt = { promptTokens: 20, reusedTokens: 15, droppedMessages: 2 }

describe('the figures of an answer', () => {
  it('follow from the times that were read', () => {
    const meter = new AnswerMeter(1000)
    meter.prefillStarted(1010)
    for (const atMs of [1100, 1110, 1120, 1150]) meter.token(atMs, 2)
    expect(meter.figures(prompt, 24)).toEqual({
      promptTokens: 20,
      reusedTokens: 15,
      prefillTokens: 5,
      prefillMs: 90,
      ttftMs: 100,
      decodeTokens: 4,
      decodeMs: 50,
      tokensPerSecond: 60,
      interTokenMs: { p50: 10, p95: 30, p99: 30 },
      rateCurve: [expect.closeTo(100, 6), expect.closeTo(140 / 3, 6), expect.closeTo(100 / 3, 6)],
      decodeThreads: { fewest: 2, most: 2 },
      draftTokensAccepted: null,
      loadMs: 0,
      droppedMessages: 2,
      contextUsedTokens: 24,
    })
  })

  it('claim no rate for one token, and no time to a token that never came', () => {
    const one = new AnswerMeter(0)
    one.prefillStarted(0)
    one.token(50, 2)
    expect(one.figures(prompt, 1)).toMatchObject({
      decodeMs: 0,
      tokensPerSecond: null,
      interTokenMs: null,
      rateCurve: [],
    })
    const none = new AnswerMeter(0)
    none.prefillStarted(10)
    none.prefillEnded(40)
    expect(none.figures(prompt, 1)).toMatchObject({ ttftMs: null, prefillMs: 30, decodeTokens: 0, decodeMs: 0 })
  })

  it('hold at most 64 rates for a long answer, of stretches that cover it all', () => {
    const meter = new AnswerMeter(0)
    meter.prefillStarted(0)
    for (let index = 0; index < 1001; index++) meter.token(100 + index * 5, 2)
    const figures = meter.figures(prompt, 1021)
    expect(figures.rateCurve).toHaveLength(64)
    for (const rate of figures.rateCurve) expect(rate).toBeCloseTo(200, 6)
    expect(answerFiguresSchema.parse(figures)).toEqual(figures)
  })

  // The bug: a stall of seconds is one notch of the curve, whose mean then contradicts the rate beside it.
  it('have a curve in which a stall is as wide as it was long, and whose mean is the rate', () => {
    const meter = new AnswerMeter(0)
    meter.prefillStarted(0)
    const before = Array.from({ length: 50 }, (_, index) => 100 + index * 10)
    const after = Array.from({ length: 50 }, (_, index) => 1600 + index * 10)
    for (const atMs of [...before, ...after]) meter.token(atMs, atMs < 1000 ? 2 : 1)
    const { rateCurve, tokensPerSecond, decodeThreads } = meter.figures(prompt, 100)
    const mean = rateCurve.reduce((sum, rate) => sum + rate, 0) / rateCurve.length
    expect(mean).toBeCloseTo(tokensPerSecond ?? 0, 6)
    // 1,010 of 1,990 ms without a token.
    expect(rateCurve.filter((rate) => rate < 5).length / rateCurve.length).toBeCloseTo(0.5, 1)
    expect(decodeThreads).toEqual({ fewest: 1, most: 2 })
  })

  it('are no infinities where two tokens have the same time', () => {
    const meter = new AnswerMeter(0)
    meter.prefillStarted(0)
    for (const atMs of [10, 10, 10]) meter.token(atMs, 2)
    expect(answerFiguresSchema.parse(meter.figures(prompt, 1)).tokensPerSecond).toBeNull()
  })
})

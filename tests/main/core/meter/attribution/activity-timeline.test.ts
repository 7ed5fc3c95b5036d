import { expect, test } from 'vitest'
import type { EngineActivity } from '../../../../../main/core/engine/engine-activity.ts'
import { ActivityTimeline, type Doing } from '../../../../../main/core/meter/attribution/activity-timeline.ts'
import { aModel } from '../../../../support/accounting-bench.ts'

/** A timeline that begins at 0, with what it handed on. */
function timelineBench() {
  const timeline = new ActivityTimeline(0)
  const pieces: { fromMs: number; toMs: number; doing: Doing }[] = []
  const passed: EngineActivity[] = []
  return {
    timeline,
    pieces,
    passed,
    tell: (...activities: EngineActivity[]) => {
      for (const activity of activities) timeline.take(activity)
    },
    advance: (untilMs: number) =>
      timeline.advance(untilMs, {
        onPiece: (fromMs, toMs, doing) => pieces.push({ fromMs, toMs, doing }),
        onActivity: (activity) => passed.push(activity),
      }),
    spans: () => pieces.map(({ fromMs, toMs, doing }) => [fromMs, toMs, doing.kind]),
  }
}

const began = (messageId: string, atMs: number): EngineActivity => ({
  type: 'answer-began',
  atMs,
  messageId,
  model: aModel(),
})
const ended = (messageId: string, atMs: number, decodeTokens = 0): EngineActivity => ({
  type: 'answer-ended',
  atMs,
  messageId,
  prefillTokens: 0,
  decodeTokens,
})
const progress = (messageId: string, atMs: number, decodeTokens: number): EngineActivity => ({
  type: 'answer-progress',
  atMs,
  messageId,
  prefillTokens: 0,
  decodeTokens,
})

test('time is handed on once, without a hole, cut where something changes', () => {
  const { tell, advance, spans, timeline } = timelineBench()
  tell({ type: 'models', atMs: 100, models: [aModel()] }, began('one', 250), ended('one', 700))
  advance(300)
  advance(200)
  advance(1000)
  expect(spans()).toEqual([
    [0, 100, 'nothing'],
    [100, 250, 'idle'],
    [250, 300, 'answers'],
    [300, 700, 'answers'],
    [700, 1000, 'idle'],
  ])
  expect(timeline.cursorMs).toBe(1000)
})

test('what is told late counts from where the timeline is, and what is told in another order is put in its place', () => {
  const { tell, advance, spans, passed } = timelineBench()
  advance(500)
  tell(ended('one', 900), began('one', 300))
  advance(1000)
  expect(spans()).toEqual([
    [0, 500, 'nothing'],
    [500, 900, 'answers'],
    [900, 1000, 'nothing'],
  ])
  expect(passed.map(({ type }) => type)).toEqual(['answer-began', 'answer-ended'])
})

test('a load is one, whatever idles beside it, and an answer goes before a load', () => {
  const { tell, advance, spans } = timelineBench()
  tell(
    { type: 'models', atMs: 0, models: [aModel('other')] },
    { type: 'load-began', atMs: 100, model: aModel() },
    began('one', 200),
    ended('one', 300),
    { type: 'load-ended', atMs: 400, modelId: 'small' },
  )
  advance(500)
  expect(spans()).toEqual([
    [0, 100, 'idle'],
    [100, 200, 'load'],
    [200, 300, 'answers'],
    [300, 400, 'load'],
    [400, 500, 'idle'],
  ])
})

test('with one answer half a second is waited for what it has to tell, with two until both have told', () => {
  const { tell, timeline } = timelineBench()
  expect(timeline.knownUntilMs(10_000)).toBe(9500)
  tell(began('one', 9900))
  expect(timeline.knownUntilMs(10_000)).toBe(9900)
  tell(began('two', 9950), progress('one', 12_000, 50))
  expect(timeline.knownUntilMs(12_100)).toBe(9950)
  expect(timeline.knownUntilMs(30_000)).toBe(20_000)
  tell(ended('two', 12_050))
  expect(timeline.knownUntilMs(12_100)).toBe(12_050)
})

test('answers of which none makes a token share evenly', () => {
  const { tell, advance, pieces } = timelineBench()
  tell(began('one', 0), began('two', 0))
  advance(100)
  expect(pieces.map(({ doing }) => doing)).toEqual([
    {
      kind: 'answers',
      shares: [
        { messageId: 'one', phase: 'prefill', share: 0.5 },
        { messageId: 'two', phase: 'prefill', share: 0.5 },
      ],
    },
  ])
})

test('an hour of progress that nobody has looked at is kept in ten points a second', () => {
  const { tell, advance, passed } = timelineBench()
  tell(began('one', 0))
  for (let token = 1; token <= 60_000; token += 1) tell(progress('one', token * 60, token))
  tell(ended('one', 3_600_000, 60_000))
  advance(3_600_000)
  expect(passed.length).toBeLessThan(37_000)
  expect(passed.at(-2)).toMatchObject({ decodeTokens: 60_000 })
})

import { expect, test } from 'vitest'
import type { LiveReading } from '#contract/engine.ts'
import { emptySpeedHistory, historyLength, nextSpeedHistory } from '../../../renderer/stores/speed-history.ts'

const reading = (messageId: string, tokensPerSecond: number | null): LiveReading => ({
  messageId,
  phase: 'decode',
  tokensPerSecond,
  decodeTokens: 1,
})

const after = (...readings: (LiveReading | null)[]) =>
  readings.reduce((history, live, index) => nextSpeedHistory(history, live, 1000 + index), emptySpeedHistory)

test('readings are kept oldest first', () => {
  expect(after(reading('a', 10), reading('a', 20)).values).toEqual([10, 20])
})

test('it does not grow without end', () => {
  const history = after(...Array.from({ length: 100 }, (_, index) => reading('a', index)))
  expect(history.values).toHaveLength(historyLength)
  expect(history.values.at(-1)).toBe(99)
})

test('another answer begins anew: its curve has nothing of the one before', () => {
  expect(after(reading('a', 10), reading('b', null)).values).toEqual([])
  expect(after(reading('a', 10), null, reading('b', 5)).values).toEqual([5])
})

test('the end keeps the last values, no longer live, and notes when', () => {
  expect(after(reading('a', 10), null)).toEqual({ messageId: 'a', values: [10], isLive: false, endedAtMs: 1001 })
})

test('nothing changes, not even the object, while nothing is answered: the strip must not be drawn for nothing', () => {
  const history = after(reading('a', 10), null)
  expect(nextSpeedHistory(history, null, 5000)).toBe(history)
})

import { expect, test } from 'vitest'
import {
  emptyHistory,
  historyLength,
  nextHistory,
  type ReadingHistory,
} from '../../../renderer/stores/reading-history.ts'

const reading = (key: string, value: number | null) => ({ key, value })

const after = (...readings: (ReturnType<typeof reading> | null)[]): ReadingHistory =>
  readings.reduce((history, read, index) => nextHistory(history, read, 1000 + index), emptyHistory)

test('readings are kept oldest first', () => {
  expect(after(reading('a', 10), reading('a', 20)).values).toEqual([10, 20])
})

test('it does not grow without end', () => {
  const history = after(...Array.from({ length: 100 }, (_, index) => reading('a', index)))
  expect(history.values).toHaveLength(historyLength)
  expect(history.values.at(-1)).toBe(99)
})

test('another key begins anew: its curve has nothing of the one before', () => {
  expect(after(reading('a', 10), reading('b', null)).values).toEqual([])
  expect(after(reading('a', 10), null, reading('b', 5)).values).toEqual([5])
})

test('the end keeps the last values, no longer live, and notes when', () => {
  expect(after(reading('a', 10), null)).toEqual({ key: 'a', values: [10], isLive: false, endedAtMs: 1001 })
})

test('nothing changes, not even the object, while nothing is answered: the strip must not be drawn for nothing', () => {
  const history = after(reading('a', 10), null)
  expect(nextHistory(history, null, 5000)).toBe(history)
})

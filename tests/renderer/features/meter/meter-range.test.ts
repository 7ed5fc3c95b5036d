import { expect, test } from 'vitest'
import {
  chooseMeterRange,
  filledRange,
  meterPath,
  meterRanges,
  parseMeterRange,
  spanOf,
} from '../../../../renderer/features/meter/meter-range.ts'

const noon = new Date(2026, 10, 25, 12, 0, 30).getTime()
const hourMs = 3_600_000

test('each range has an address that leads back to it', () => {
  expect(meterRanges.map((range) => parseMeterRange(meterPath(range)))).toEqual([...meterRanges])
  expect(parseMeterRange('/meter/nonsense')).toBeNull()
  expect(parseMeterRange('/chat/now')).toBeNull()
})

test('the range that was chosen holds where the address names none', () => {
  chooseMeterRange('all')
  expect(parseMeterRange('/meter')).toBe('all')
  expect(parseMeterRange('/meter/now')).toBe('now')
  chooseMeterRange(null)
})

// The bug: a new installation opened on fourteen days, of which thirteen were empty.
test('the first hour opens on now, the first two days on the day, what is older on fourteen days', () => {
  expect(filledRange(null, noon)).toBe('now')
  expect(filledRange(noon - 2 * hourMs + 1, noon)).toBe('now')
  expect(filledRange(noon - 2 * hourMs, noon)).toBe('day')
  expect(filledRange(noon - 48 * hourMs + 1, noon)).toBe('day')
  expect(filledRange(noon - 48 * hourMs, noon)).toBe('14-days')
})

test('fourteen days are today and the thirteen before it, from midnight', () => {
  expect(spanOf('14-days', noon, null).fromMs).toBe(new Date(2026, 10, 12).getTime())
})

// The bug: a question anew each time the page is drawn, because the end moved by a millisecond.
test('the same minute asks the same question', () => {
  expect(spanOf('day', noon, null)).toEqual(spanOf('day', noon + 29_000, null))
  expect(spanOf('day', noon, null).toMs).toBeGreaterThan(noon)
})

test('all begins with the first that was metered, and is a day where that was just now or never', () => {
  expect(spanOf('all', noon, 1000).fromMs).toBe(1000)
  const { fromMs, toMs } = spanOf('all', noon, noon - 5)
  expect(toMs - fromMs).toBe(24 * hourMs)
  expect(spanOf('all', noon, null)).toEqual({ fromMs, toMs })
})

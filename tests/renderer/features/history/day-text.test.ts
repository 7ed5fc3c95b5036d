import { expect, test } from 'vitest'
import { dayText, endOfDay, startOfDay } from '../../../../renderer/features/history/day-text.ts'

// Catches: a filter until a day that leaves the day out, or that is an hour short where the clock is put back.
test('a day goes from its midnight to the next, and is written as it was read', () => {
  const [start = 0, end = 0] = [startOfDay('2026-10-25'), endOfDay('2026-10-25')]
  expect(dayText(start)).toBe('2026-10-25')
  expect(dayText(end - 1)).toBe('2026-10-25')
  expect(dayText(end)).toBe('2026-10-26')
  expect(endOfDay('2026-12-31')).toBe(startOfDay('2027-01-01'))
  for (const text of ['', 'tomorrow', '2026-1-1', '1066-10-14'])
    expect({ text, ms: startOfDay(text) }).toEqual({ text, ms: undefined })
})

import { createStore } from 'zustand/vanilla'

/** What the page looks at, as it stands in the address: `#/meter/14-days`. */
export const meterRanges = ['now', 'day', '14-days', 'month', 'all'] as const

export type MeterRange = (typeof meterRanges)[number]

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The time that the live chart holds. */
export const liveSpanMs = 5 * minuteMs

const chosenRange = createStore<{ range: MeterRange | null }>(() => ({ range: null }))

/** Keeps a range for when the page is opened again, until the window is closed; null: none was chosen. */
export const chooseMeterRange = (range: MeterRange | null): void => chosenRange.setState({ range })

/** The range in an address, else the one that was chosen last; null where there is neither. */
export const parseMeterRange = (path: string): MeterRange | null => {
  const [, section, second] = path.split('/')
  return (section === 'meter' && meterRanges.find((range) => range === second)) || chosenRange.getState().range
}

export const meterPath = (range: MeterRange): string => `/meter/${range}`

/**
 * The longest range that the history fills: now in its first hour, the day in its first two days, else fourteen days. Its first hour is known
 * by the full hour that it lies in, up to one earlier.
 */
export function filledRange(sinceMs: number | null, nowMs: number): MeterRange {
  const lengthMs = nowMs - (sinceMs ?? nowMs)
  return lengthMs < 2 * hourMs ? 'now' : lengthMs < 2 * dayMs ? 'day' : '14-days'
}

export type Span = { fromMs: number; toMs: number }

export const isSameSpan = (one: Span, other: Span): boolean => one.fromMs === other.fromMs && one.toMs === other.toMs

/** Midnight of the system's own day, so many days before. */
const midnightBefore = (nowMs: number, days: number): number => {
  const at = new Date(nowMs)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - days).getTime()
}

/**
 * The times that a range holds. Whole days begin at the system's midnight; the end is the next whole minute, so that the same question is
 * asked for as long. `all` begins with the first that was metered, a day ago where there is none. `now` counts the day.
 */
export function spanOf(range: MeterRange, nowMs: number, sinceMs: number | null): Span {
  const toMs = Math.ceil((nowMs + 1) / minuteMs) * minuteMs
  switch (range) {
    case 'now':
      return { fromMs: midnightBefore(nowMs, 0), toMs }
    case 'day':
      return { fromMs: toMs - dayMs, toMs }
    case '14-days':
      return { fromMs: midnightBefore(nowMs, 13), toMs }
    case 'month':
      return { fromMs: midnightBefore(nowMs, 30), toMs }
    case 'all':
      return { fromMs: Math.min(sinceMs ?? toMs, toMs - dayMs), toMs }
  }
}

/** The days that the chart of days holds: the range's own, and fourteen where that is less. */
export const daysSpanOf = (range: MeterRange, nowMs: number, sinceMs: number | null): Span =>
  spanOf(range === 'now' || range === 'day' ? '14-days' : range, nowMs, sinceMs)

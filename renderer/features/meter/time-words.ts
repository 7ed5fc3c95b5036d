import { formatDate, formatDuration, formatShortDay, formatTime, formatTimeWithSeconds } from '../../i18n/format.ts'

const dayMs = 86_400_000

const longDayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short' })
const yearFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit' })

/** A day within a year, in full: 23 November. */
export const formatLongDay = (atMs: number): string => longDayFormat.format(atMs)

/** A month: Mar; Jan 27 where the year begins, or at the first tick. */
export const formatMonth = (atMs: number, hasYear: boolean): string => (hasYear ? yearFormat : monthFormat).format(atMs)

/** A tick of a time axis that spans so much: the time of day, the day, or the month. */
export function formatTimeTick(atMs: number, spanMs: number): string {
  if (spanMs <= 2 * dayMs) return formatTime(atMs)
  const at = new Date(atMs)
  if (spanMs > 150 * dayMs) return formatMonth(atMs, at.getMonth() === 0)
  // Between two days a tick stands at noon, whose time says more than the day again.
  return at.getHours() === 0 ? formatShortDay(atMs) : formatTime(atMs)
}

/** The time of a step: with its seconds where steps are short, with its day where the whole is longer than one. */
export function formatStepTime(atMs: number, stepMs: number, spanMs: number): string {
  const time = stepMs < 60_000 ? formatTimeWithSeconds(atMs) : formatTime(atMs)
  return spanMs <= dayMs ? time : `${formatDate(atMs)}, ${time}`
}

/** A length of time in one unit: 1 s, 34 min, 14.6 h. */
export function formatStep(stepMs: number): string {
  if (stepMs < 60_000) return formatDuration(stepMs)
  if (stepMs < 3_600_000) return `${Math.round(stepMs / 60_000)} min`
  return `${(stepMs / 3_600_000).toFixed(1).replace(/\.0$/, '')} h`
}

/** Numbers and dates for the reader. Minus is a true minus, thousands have commas, a space stands before units. */

const locale = 'en'
const trueMinus = (text: string): string => text.replaceAll('-', '−')
const numberFormats = new Map<string, Intl.NumberFormat>()

const numberFormat = (minimum: number, maximum: number): Intl.NumberFormat => {
  const key = `${minimum}/${maximum}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: minimum, maximumFractionDigits: maximum })
  numberFormats.set(key, made)
  return made
}

/** What stands for a number that nobody measured. */
export const unknownFigure = '–'

/** A number with exactly that many decimals; a dash for null, NaN and the infinities. */
export const formatNumber = (value: number | null | undefined, decimals = 0): string =>
  value == null || !Number.isFinite(value) ? unknownFigure : trueMinus(numberFormat(decimals, decimals).format(value))

/** A rate in tokens a second, three figures: 4.21, 38.2, 412. Without its unit. */
export const formatRate = (tokensPerSecond: number | null | undefined): string => {
  if (tokensPerSecond == null || !Number.isFinite(tokensPerSecond)) return unknownFigure
  return formatNumber(tokensPerSecond, tokensPerSecond < 9.995 ? 2 : tokensPerSecond < 99.95 ? 1 : 0)
}

const scaled = (value: number, base: number, units: readonly string[]): string => {
  let unit = 0
  let amount = value
  while (amount >= base && unit < units.length - 1) {
    amount /= base
    unit += 1
  }
  const decimals = unit === 0 ? 0 : amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0
  return `${formatNumber(amount, decimals)} ${units[unit]}`
}

/** The size of a file: 98.4 MB. Decimal, as file managers and model hubs count. */
export const formatFileSize = (bytes: number | null | undefined): string =>
  bytes == null || !Number.isFinite(bytes) ? unknownFigure : scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])

/** An amount of memory: 0.31 GiB. Binary, as memory is made. */
export const formatMemory = (bytes: number | null | undefined): string => {
  if (bytes == null || !Number.isFinite(bytes)) return unknownFigure
  return bytes < 100 * 1024 ** 2
    ? `${formatNumber(bytes / 1024 ** 2)} MiB`
    : `${formatNumber(bytes / 1024 ** 3, 2)} GiB`
}

/** A duration: 31 ms, 0.42 s, 12.4 s, 2 min 5 s. */
export const formatDuration = (ms: number | null | undefined): string => {
  if (ms == null || !Number.isFinite(ms)) return unknownFigure
  if (ms < 100) return `${formatNumber(ms)} ms`
  const seconds = ms / 1000
  if (seconds < 9.995) return `${formatNumber(seconds, 2)} s`
  if (seconds < 59.95) return `${formatNumber(seconds, 1)} s`
  const whole = Math.round(seconds)
  return `${formatNumber(Math.floor(whole / 60))} min ${whole % 60} s`
}

/** A long duration: 42 min, 3 h 12 min, 128 h. */
export function formatLongDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 100 ? `${hours} h ${minutes % 60} min` : `${hours} h`
}

/** A share of 0 to 1: 62 %. */
export const formatPercent = (share: number | null | undefined): string =>
  share == null || !Number.isFinite(share) ? unknownFigure : `${formatNumber(share * 100)} %`

/** A part of a whole: 31 %, and < 1 % where there is some but not half a percent. */
export const formatShare = (share: number | null | undefined): string =>
  share != null && share > 0 && share < 0.005 ? '< 1 %' : formatPercent(share)

/** A large count, in three figures: 831, 12.4 k, 2.41 M. */
export const formatCount = (count: number | null | undefined): string => {
  if (count == null || !Number.isFinite(count)) return unknownFigure
  return count < 1000 ? formatNumber(count) : scaled(count, 1000, ['', 'k', 'M', 'G'])
}

/** A count of parameters: 260 k, 135 M, 8.03 B. */
export const formatParameters = (count: number | null | undefined): string => {
  if (count == null || !Number.isFinite(count)) return unknownFigure
  if (count >= 1e9) return `${formatNumber(count / 1e9, count < 9.995e9 ? 2 : 1)} B`
  return count < 999_500 ? formatCount(count) : `${formatNumber(count / 1e6)} M`
}

/** A context length: 8,192 stays, 131,072 becomes 128k. For ticks. */
export const formatContextTick = (tokens: number): string =>
  tokens >= 1024 ? `${formatNumber(tokens / 1024, Number.isInteger(tokens / 1024) ? 0 : 1)}k` : formatNumber(tokens)

const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const timeWithSecondsFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const shortDayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

/** The time of day: 14:06. */
export const formatTime = (timestampMs: number): string => timeFormat.format(timestampMs)

/** The time of day with its seconds: 14:06:31. */
export const formatTimeWithSeconds = (timestampMs: number): string => timeWithSecondsFormat.format(timestampMs)

/** A date: 23 Nov 2026. */
export const formatDate = (timestampMs: number): string => dateFormat.format(timestampMs)

/** A day within a year: 23 Nov. */
export const formatShortDay = (timestampMs: number): string => shortDayFormat.format(timestampMs)

/** A month as a heading: November 2026. */
export const formatMonth = (timestampMs: number): string => monthFormat.format(timestampMs)

/** A day as a heading: Friday 20 November. */
export const formatDay = (timestampMs: number): string => weekdayFormat.format(timestampMs).replace(',', '')

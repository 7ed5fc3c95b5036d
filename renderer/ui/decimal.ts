/**
 * A number as people type it: 0.30 and 0,30 are the same. Of two kinds of separators the last is the decimal one, and one that comes
 * several times groups thousands. null for an empty text; undefined for what is no number.
 */
export const parseDecimal = (text: string): number | null | undefined => {
  const digits = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('−', '-')
  if (digits === '') return null
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(digits)) return undefined
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  const separator = digits[last]
  const isDecimal = separator !== undefined && digits.indexOf(separator) === last
  const whole = (isDecimal ? digits.slice(0, last) : digits).replace(/[.,]/g, '')
  const number = Number(isDecimal ? `${whole}.${digits.slice(last + 1)}` : whole)
  return Number.isFinite(number) ? number : undefined
}

const plainFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 10, useGrouping: false })

/** The number as it stands in a field to be typed over: no grouping, a point, all its decimals. */
export const decimalText = (value: number | null): string => (value === null ? '' : plainFormat.format(value))

const two = (value: number): string => String(value).padStart(2, '0')

/** A day as a field for dates writes it, by the clock of the machine: 2026-11-23. */
export const dayText = (atMs: number): string => {
  const date = new Date(atMs)
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

const parts = /^(\d{4})-(\d{2})-(\d{2})$/

/** The start of a day and of the ones after it; undefined where the text is no day, or one before 1970. */
const startOf = (text: string, daysLater: number): number | undefined => {
  const [, year, month, day] = parts.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  // Not by adding 24 hours: the clock is put forward and back.
  const atMs = new Date(Number(year), Number(month) - 1, Number(day) + daysLater).getTime()
  return atMs >= 0 ? atMs : undefined
}

/** When a day begins by the clock of the machine. */
export const startOfDay = (text: string): number | undefined => startOf(text, 0)

/** When the day after it begins. */
export const endOfDay = (text: string): number | undefined => startOf(text, 1)

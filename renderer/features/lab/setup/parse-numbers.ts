const mostValues = 16
const automatic = 'auto'

/** What a list of whole numbers may hold. `isNullable`: also `auto`. */
export type NumberListRange = { min: number; max: number; isNullable: boolean }

/** Whole numbers, each once: `1, 2, 4`. null where one is none or out of the range, and where there is none or more than the contract takes. */
export function parseNumbers(text: string, { min, max, isNullable }: NumberListRange): (number | null)[] | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
  const values = words.map((word) => {
    if (isNullable && word === automatic) return null
    return /^\d{1,7}$/.test(word) ? Number(word) : undefined
  })
  const isRight = (value: number | null | undefined): value is number | null =>
    value === null || (value !== undefined && value >= min && value <= max)
  if (!values.every(isRight) || values.length === 0) return null
  const unique = [...new Set(values)]
  return unique.length > mostValues ? null : unique
}

export const writeNumber = (value: number | null): string => (value === null ? automatic : String(value))

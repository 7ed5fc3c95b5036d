import type { TFunction } from 'i18next'
import { formatNumber } from '../i18n/format.ts'

/** What a number may be. */
export type NumberRange = { min: number; max: number; isInteger: boolean; isNullable: boolean }

/** Why a number is refused, in words; null where it is in order. The contract refuses the same. */
export const rangeError = (
  value: number | null,
  { min, max, isInteger, isNullable }: NumberRange,
  t: TFunction<'settings'>,
): string | null => {
  if (value === null) return isNullable ? null : t('error.empty')
  if (isInteger && !Number.isInteger(value)) return t('error.integer')
  if (value >= min && value <= max) return null
  const decimals = isInteger || Number.isInteger(min * 1) ? 0 : 1
  return t('error.range', { min: formatNumber(min, decimals), max: formatNumber(max, decimals) })
}

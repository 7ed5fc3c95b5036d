import { useTranslation } from 'react-i18next'
import { formatLongDuration } from '../../i18n/format.ts'
import { useLabProgress } from '../../stores/stores.tsx'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long the present run still takes, in words: `41 min`, and `36–47 min` for the ends; and how many minutes. null where nobody knows. */
export function useTimeLeft(): { central: string; range: string; centralMs: number } | null {
  const { t } = useTranslation('lab')
  // In whole minutes: what shows it is not to be rendered four times a second for it.
  const minutes = useLabProgress(({ leftMs }) =>
    leftMs === null ? null : [leftMs.low, leftMs.central, leftMs.high].map((ms) => Math.round(ms / minuteMs)).join(' '),
  )
  if (!minutes) return null
  const [low = 0, central = 0, high = 0] = minutes.split(' ').map((text) => Number(text) * minuteMs)
  const rangeOf = (fromMs: number, toMs: number): string =>
    toMs < hourMs
      ? t('time.minutes', { low: fromMs / minuteMs, high: toMs / minuteMs })
      : t('time.range', { low: formatLongDuration(fromMs), high: formatLongDuration(toMs) })
  return {
    centralMs: central,
    central: central === 0 ? t('time.underAMinute') : formatLongDuration(central),
    range: low === high ? '' : rangeOf(low, high),
  }
}

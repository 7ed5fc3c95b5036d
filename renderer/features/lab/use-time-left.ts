import { useTranslation } from 'react-i18next'
import { formatLongDuration } from '../../i18n/format.ts'
import { useLabProgress } from '../../stores/stores.tsx'

/** How long the present run still takes, in words: `41 min`, and `36–47 min` for the ends. null where nobody knows. */
export function useTimeLeft(): { central: string; range: string } | null {
  const { t } = useTranslation('lab')
  // In whole minutes: what shows it is not to be rendered four times a second for it.
  const minutes = useLabProgress(({ leftMs }) =>
    leftMs === null ? null : [leftMs.low, leftMs.central, leftMs.high].map((ms) => Math.round(ms / 60_000)).join(' '),
  )
  if (!minutes) return null
  const [low = 0, central = 0, high = 0] = minutes.split(' ').map((text) => Number(text) * 60_000)
  return {
    central: central === 0 ? t('time.underAMinute') : formatLongDuration(central),
    range: low === high ? '' : t('time.range', { low: formatLongDuration(low), high: formatLongDuration(high) }),
  }
}

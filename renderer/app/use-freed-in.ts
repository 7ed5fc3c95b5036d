import { useTranslation } from 'react-i18next'
import { useEngineState } from '../stores/stores.tsx'
import { useNow } from '../ui/use-now.ts'

const minuteMs = 60_000

/** In how long the model in memory is freed because nobody uses it, in words; null where it stays. */
export const useFreedIn = (): string | null => {
  const { t } = useTranslation('app')
  const atMs = useEngineState((state) => state.idleUnloadAtMs) ?? null
  const nowMs = useNow(atMs !== null)
  if (atMs === null) return null
  const minutes = Math.ceil((atMs - nowMs) / minuteMs)
  return minutes <= 1 ? t('memory.underAMinute') : t('memory.minutes', { count: minutes })
}

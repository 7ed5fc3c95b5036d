import { useTranslation } from 'react-i18next'
import { dayText, endOfDay, startOfDay } from '../day-text.ts'
import { changeFilter, useHistory } from '../history-state.ts'

const fieldClass =
  'h-8 w-full min-w-0 rounded-control border border-edge bg-paper px-2 type-secondary text-ink hover:border-ink3 focus:outline-2 focus:outline-offset-1 focus:outline-goldmark'

/** From which day to which: both are within. */
export const DateFields = () => {
  const { t } = useTranslation('history')
  const fromMs = useHistory(({ filter }) => filter.fromMs)
  const toMs = useHistory(({ filter }) => filter.toMs)
  return (
    <div className="grid grid-cols-2 gap-2">
      <label className="flex min-w-0 flex-col gap-0.5 type-secondary text-ink2">
        {t('filter.fromMs')}
        <input
          type="date"
          className={fieldClass}
          value={fromMs === undefined ? '' : dayText(fromMs)}
          max={toMs === undefined ? undefined : dayText(toMs - 1)}
          onChange={({ target }) => changeFilter('fromMs', startOfDay(target.value))}
        />
      </label>
      <label className="flex min-w-0 flex-col gap-0.5 type-secondary text-ink2">
        {t('filter.toMs')}
        <input
          type="date"
          className={fieldClass}
          value={toMs === undefined ? '' : dayText(toMs - 1)}
          min={fromMs === undefined ? undefined : dayText(fromMs)}
          onChange={({ target }) => changeFilter('toMs', endOfDay(target.value))}
        />
      </label>
    </div>
  )
}

import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import { useTranslation } from 'react-i18next'
import { longWeekdayName, weekdayName } from '../../../i18n/names.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Days of the week, 1 Monday to 7 Sunday. One at least stays. */
export const WeekdaysField = ({ value, onChange }: { value: number[]; onChange: (weekdays: number[]) => void }) => {
  const { t } = useTranslation('settings')
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="font-medium">
        {t('cost.period.weekdays')}
      </span>
      <ToggleGroup
        multiple
        aria-label={t('cost.period.weekdays')}
        value={value.map(String)}
        onValueChange={(chosen) => {
          if (chosen.length > 0) onChange(weekdays.filter((weekday) => chosen.includes(String(weekday))))
        }}
        className="inline-flex h-8 rounded-control border border-edge"
      >
        {weekdays.map((weekday) => (
          <Toggle
            key={weekday}
            value={String(weekday)}
            aria-label={longWeekdayName(weekday)}
            className="w-9 border-l border-rule type-secondary text-ink3 first:rounded-l-[5px] first:border-l-0 last:rounded-r-[5px] hover:bg-sel data-[pressed]:bg-sel data-[pressed]:font-semibold data-[pressed]:text-ink"
          >
            {weekdayName(weekday)}
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  )
}

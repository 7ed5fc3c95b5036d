import { ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Tariff, TariffPeriod } from '#contract/tariff.ts'
import { Button } from '../../../ui/button.tsx'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useDraft } from '../../../ui/use-draft.ts'
import { WeekdaysField } from './weekdays-field.tsx'

const mostPeriods = 20
const allDays = [1, 2, 3, 4, 5, 6, 7]

const NameField = ({ value, onChange }: { value: string; onChange: (name: string) => void }) => {
  const { t } = useTranslation('settings')
  const draft = useDraft(value, onChange, () => true)
  return (
    <Field label={t('cost.period.name')}>
      <TextInput
        value={draft.value}
        maxLength={60}
        placeholder={t('cost.period.namePlaceholder')}
        className="w-34"
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
    </Field>
  )
}

type TimeFieldProps = { label: string; value: string; description?: string | null; onChange: (time: string) => void }

const TimeField = ({ label, value, description, onChange }: TimeFieldProps) => {
  // A field for a time knows no 24:00; as an end, 00:00 means the same.
  const draft = useDraft(value === '24:00' ? '00:00' : value, onChange, (time) => time !== '')
  return (
    <Field label={label} description={description}>
      <TextInput
        type="time"
        value={draft.value}
        className="w-34"
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
    </Field>
  )
}

type PeriodRowProps = {
  period: TariffPeriod
  currency: string
  onChange: (period: TariffPeriod) => void
  onRemove: () => void
  /** null for the first. */
  onMoveUp: (() => void) | null
}

const PeriodRow = ({ period, currency, onChange, onRemove, onMoveUp }: PeriodRowProps) => {
  const { t } = useTranslation('settings')
  const set = (patch: Partial<TariffPeriod>) => onChange({ ...period, ...patch })
  return (
    <li className="flex flex-col gap-2 border-t border-rule py-3">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-2">
        <NameField value={period.name} onChange={(name) => set({ name })} />
        <WeekdaysField value={period.weekdays} onChange={(weekdays) => set({ weekdays })} />
      </div>
      <div className="flex flex-wrap items-start gap-x-5 gap-y-2">
        <TimeField label={t('cost.period.from')} value={period.from} onChange={(from) => set({ from })} />
        <TimeField
          label={t('cost.period.to')}
          value={period.to}
          description={period.to <= period.from ? t('cost.period.nextDay') : null}
          onChange={(to) => set({ to })}
        />
        <DecimalField
          label={t('cost.period.price')}
          value={period.pricePerKwh}
          range={{ min: 0, max: 1_000_000, isNullable: false }}
          unit={currency}
          onChange={(pricePerKwh) => {
            if (pricePerKwh !== null) set({ pricePerKwh })
          }}
        />
        <span className="ml-auto flex items-center pt-6">
          {onMoveUp && <IconButton icon={ArrowUp} label={t('cost.period.up')} onClick={onMoveUp} />}
          <IconButton icon={Trash2} label={t('cost.period.remove')} onClick={onRemove} />
        </span>
      </div>
    </li>
  )
}

/** The periods in which the price is another one, in the order in which they go before each other. */
export const TariffPeriods = ({
  tariff: { periods, currency, pricePerKwh },
  onChange,
}: {
  tariff: Tariff
  onChange: (periods: TariffPeriod[]) => void
}) => {
  const { t } = useTranslation('settings')
  const add = () => onChange([...periods, { name: '', weekdays: allDays, from: '22:00', to: '06:00', pricePerKwh }])
  return (
    <div>
      <p className="font-[550]">{t('cost.period.title')}</p>
      <p className="max-w-140 pb-2 text-ink2">{t(periods.length > 1 ? 'cost.period.order' : 'cost.period.effect')}</p>
      <ul>
        {periods.map((period, index) => (
          <PeriodRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a period is told from the others by its place alone.
            key={index}
            period={period}
            currency={currency}
            onChange={(changed) => onChange(periods.with(index, changed))}
            onRemove={() => onChange(periods.toSpliced(index, 1))}
            onMoveUp={index === 0 ? null : () => onChange(periods.toSpliced(index, 1).toSpliced(index - 1, 0, period))}
          />
        ))}
      </ul>
      {periods.length < mostPeriods && (
        <Button size="compact" onClick={add}>
          {t('cost.period.add')}
        </Button>
      )}
    </div>
  )
}

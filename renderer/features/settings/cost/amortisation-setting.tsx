import { useTranslation } from 'react-i18next'
import { type Amortisation, hardwarePerHour } from '#contract/tariff.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { CurrencyField } from './currency-field.tsx'

/** Of a mean year, 365.25 days. */
const hoursPerYear = 8766

const money = { min: 0, max: 1e9, isNullable: false }

const AmortisationFields = ({
  amortisation,
  onChange,
}: {
  amortisation: Amortisation
  onChange: (amortisation: Amortisation) => void
}) => {
  const { t } = useTranslation('settings')
  const { currency, purchase, resale, lifetimeHours, utilisation } = amortisation
  const set = (patch: Partial<Amortisation>) => onChange({ ...amortisation, ...patch })
  /** A field for one of the numbers, which is never empty. */
  const take = (patchOf: (value: number) => Partial<Amortisation>) => (value: number | null) => {
    if (value !== null) set(patchOf(value))
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <DecimalField
          label={t('cost.amortisation.purchase')}
          value={purchase}
          range={money}
          refuse={(value) => ((value ?? 0) < resale ? t('cost.amortisation.belowResale') : null)}
          onChange={take((value) => ({ purchase: value }))}
        />
        <DecimalField
          label={t('cost.amortisation.resale')}
          value={resale}
          range={money}
          refuse={(value) => ((value ?? 0) > purchase ? t('cost.amortisation.abovePurchase') : null)}
          onChange={take((value) => ({ resale: value }))}
        />
        <CurrencyField value={currency} onChange={(code) => set({ currency: code })} />
        <DecimalField
          label={t('cost.amortisation.life')}
          value={Math.round((lifetimeHours / hoursPerYear) * 1000) / 1000}
          range={{ min: 0.1, max: 100, isNullable: false }}
          unit={t('cost.amortisation.years')}
          width="w-20"
          onChange={take((years) => ({ lifetimeHours: years * hoursPerYear }))}
        />
        <DecimalField
          label={t('cost.amortisation.use')}
          value={Math.round(utilisation * 1e5) / 1000}
          range={{ min: 0.01, max: 100, isNullable: false }}
          unit={t('cost.amortisation.percent')}
          width="w-20"
          onChange={take((percent) => ({ utilisation: percent / 100 }))}
        />
      </div>
      <p className="text-ink2">
        {t('cost.amortisation.result', { amount: formatNumber(hardwarePerHour(amortisation), 4), currency })}
      </p>
    </div>
  )
}

/** The hardware's share of the cost: not counted, unless the user says what it was. */
export const AmortisationSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { amortisation, tariff } = settings
  const begin = () =>
    change({
      amortisation: {
        currency: tariff?.currency ?? 'USD',
        purchase: 0,
        resale: 0,
        lifetimeHours: 4 * hoursPerYear,
        utilisation: 0.1,
      },
    })
  return (
    <SettingRowView
      row={{
        id: 'cost.amortisation',
        section: 'cost',
        label: t('cost.amortisation.label'),
        effect: t('cost.amortisation.effect'),
        defaultText: t('off'),
        isDefault: amortisation === null,
        reset: () => change({ amortisation: null }),
        resetText: t('cost.amortisation.stop'),
        isWide: true,
        isGroup: true,
        control:
          amortisation === null ? (
            <Button size="compact" onClick={begin}>
              {t('cost.amortisation.start')}
            </Button>
          ) : (
            <AmortisationFields amortisation={amortisation} onChange={(changed) => change({ amortisation: changed })} />
          ),
      }}
    />
  )
}

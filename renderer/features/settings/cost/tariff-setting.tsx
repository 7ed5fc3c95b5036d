import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tariff } from '#contract/tariff.ts'
import { formatMoney } from '../../../i18n/format-money.ts'
import { countryName } from '../../../i18n/names.ts'
import { Combobox } from '../../../ui/combobox.tsx'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { CurrencyField } from './currency-field.tsx'
import { PerMillionLine } from './per-million-line.tsx'
import { SourceLine } from './source-line.tsx'
import { TariffPeriods } from './tariff-periods.tsx'
import { useCountries } from './use-countries.ts'

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

/** What was entered before there is a price with its currency, which make a tariff. */
type Beginning = { pricePerKwh: number | null; currency: string | null }
const nothing: Beginning = { pricePerKwh: null, currency: null }

/** A price by country, to begin with. It can be changed afterwards. */
const CountryField = ({ value, onChoose }: { value: string | null; onChoose: (patch: Partial<Tariff>) => void }) => {
  const { t } = useTranslation('settings')
  const priced = useCountries().flatMap(({ country, price }) => (price === null ? [] : [{ country, ...price }]))
  return (
    <Field label={t('cost.country')}>
      <Combobox
        label={t('cost.country')}
        value={value}
        placeholder={t('cost.tariff.choose')}
        options={priced.map(({ country, pricePerKwh, currency }) => ({
          value: country,
          label: countryName(country),
          hint: t('cost.tariff.perKwh', { price: pricePerKwh, currency }),
        }))}
        onChange={(country) => {
          const chosen = priced.find((one) => one.country === country)
          if (chosen) onChoose({ pricePerKwh: chosen.pricePerKwh, currency: chosen.currency, source: chosen.source })
        }}
      />
    </Field>
  )
}

/** The price of electricity: a country's to begin with or one's own, and periods in which it is another. */
export const TariffSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const [beginning, setBeginning] = useState(nothing)
  const { tariff } = settings
  const { pricePerKwh, currency } = tariff ?? beginning
  const set = (patch: Partial<Tariff>) => {
    const next = {
      periods: [],
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      source: null,
      pricePerKwh,
      currency,
      ...tariff,
      ...patch,
    }
    const { pricePerKwh: price, currency: code } = next
    if (price === null || code === null) setBeginning({ pricePerKwh: price, currency: code })
    else change({ tariff: { ...next, pricePerKwh: price, currency: code } })
  }
  const unset = () => {
    setBeginning(nothing)
    change({ tariff: null })
  }
  return (
    <SettingRowView
      row={{
        id: 'cost.tariff',
        section: 'cost',
        label: t('cost.tariff.label'),
        effect: t('cost.tariff.effect'),
        defaultText: t('cost.notSet'),
        isDefault: tariff === null,
        reset: unset,
        resetText: t('cost.unset'),
        isWide: true,
        isGroup: true,
        control: (
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
              <CountryField value={tariff?.source?.country ?? null} onChoose={set} />
              <DecimalField
                label={t('cost.tariff.price')}
                value={pricePerKwh}
                range={{ min: 0, max: 1_000_000, isNullable: tariff === null }}
                onChange={(price) => {
                  if (price !== null) set({ pricePerKwh: price, source: null })
                }}
              />
              <CurrencyField value={currency} onChange={(code) => set({ currency: code, source: null })} />
            </div>
            {tariff === null ? (
              <p className="type-secondary text-ink2">{t('cost.tariff.incomplete')}</p>
            ) : (
              <>
                <SourceLine source={tariff.source} />
                <PerMillionLine
                  perKwh={tariff.pricePerKwh}
                  format={(amount, provenance) => formatMoney({ currency: tariff.currency, amount }, provenance)}
                />
                <TariffPeriods tariff={tariff} onChange={(periods) => set({ periods })} />
                {tariff.periods.length > 0 && (
                  <Field label={t('cost.tariff.timeZone')} description={t('cost.tariff.timeZoneHint')}>
                    <Combobox
                      label={t('cost.tariff.timeZone')}
                      value={tariff.timeZone}
                      options={zones}
                      onChange={(timeZone) => set({ timeZone })}
                    />
                  </Field>
                )}
              </>
            )}
          </div>
        ),
      }}
    />
  )
}

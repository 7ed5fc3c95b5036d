import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../i18n/format.ts'
import { formatCarbon } from '../../../i18n/format-energy.ts'
import { countryName } from '../../../i18n/names.ts'
import { Combobox } from '../../../ui/combobox.tsx'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { PerMillionLine } from './per-million-line.tsx'
import { SourceLine } from './source-line.tsx'
import { useCountries } from './use-countries.ts'

/** How much CO₂ a kilowatt-hour stands for: a country's mean, or one's own figure. */
export const CarbonSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { carbon } = settings
  const known = useCountries().flatMap((one) => (one.carbon === null ? [] : [{ country: one.country, ...one.carbon }]))
  return (
    <SettingRowView
      row={{
        id: 'cost.carbon',
        section: 'cost',
        label: t('cost.carbon.label'),
        effect: t('cost.carbon.effect'),
        defaultText: t('cost.notSet'),
        isDefault: carbon === null,
        reset: () => change({ carbon: null }),
        resetText: t('cost.unset'),
        isWide: true,
        isGroup: true,
        control: (
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
              <Field label={t('cost.country')}>
                <Combobox
                  label={t('cost.country')}
                  value={carbon?.source?.country ?? null}
                  placeholder={t('cost.carbon.choose')}
                  options={known.map(({ country, gramsPerKwh }) => ({
                    value: country,
                    label: countryName(country),
                    hint: t('cost.carbon.perKwh', { grams: formatNumber(gramsPerKwh) }),
                  }))}
                  onChange={(country) => {
                    const chosen = known.find((one) => one.country === country)
                    if (chosen) change({ carbon: { gramsPerKwh: chosen.gramsPerKwh, source: chosen.source } })
                  }}
                />
              </Field>
              <DecimalField
                label={t('cost.carbon.factor')}
                value={carbon?.gramsPerKwh ?? null}
                range={{ min: 0, max: 5000, isNullable: carbon === null }}
                unit={t('cost.carbon.unit')}
                onChange={(gramsPerKwh) => {
                  if (gramsPerKwh !== null) change({ carbon: { gramsPerKwh, source: null } })
                }}
              />
            </div>
            {carbon !== null && (
              <>
                <SourceLine source={carbon.source} />
                <PerMillionLine perKwh={carbon.gramsPerKwh} format={formatCarbon} />
              </>
            )}
          </div>
        ),
      }}
    />
  )
}

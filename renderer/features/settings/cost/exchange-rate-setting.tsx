import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { CurrencyField } from './currency-field.tsx'

const today = () => new Date().toISOString().slice(0, 10)

/** What a dollar is in the user's currency. A rate holds for its currency alone: with another one it is asked anew. */
export const ExchangeRateSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { exchangeRate, tariff } = settings
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = exchangeRate?.currency ?? chosen ?? tariff?.currency ?? null
  return (
    <SettingRowView
      row={{
        id: 'cost.exchangeRate',
        section: 'cost',
        label: t('cost.exchangeRate.label'),
        effect: t('cost.exchangeRate.effect'),
        defaultText: t('cost.notSet'),
        isDefault: exchangeRate === null,
        reset: () => change({ exchangeRate: null }),
        resetText: t('cost.unset'),
        isWide: true,
        isGroup: true,
        control: (
          <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
            <CurrencyField
              value={currency}
              onChange={(code) => {
                setChosen(code)
                if (exchangeRate !== null && code !== exchangeRate.currency) change({ exchangeRate: null })
              }}
            />
            {currency !== null && (
              <DecimalField
                label={t('cost.exchangeRate.perDollar')}
                value={exchangeRate?.perDollar ?? null}
                range={{ min: 0.000_001, max: 1e9, isNullable: true }}
                unit={currency}
                onChange={(perDollar) =>
                  change({ exchangeRate: perDollar === null ? null : { currency, perDollar, asOf: today() } })
                }
              />
            )}
            {exchangeRate !== null && (
              <Field label={t('cost.exchangeRate.asOf')}>
                <TextInput
                  type="date"
                  value={exchangeRate.asOf}
                  className="w-38"
                  onChange={(event) => {
                    const asOf = event.currentTarget.value
                    if (asOf !== '') change({ exchangeRate: { ...exchangeRate, asOf } })
                  }}
                />
              </Field>
            )}
          </div>
        ),
      }}
    />
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserCloudPrice } from '#contract/cost.ts'
import { Button } from '../../../ui/button.tsx'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { CloudPriceForm } from './cloud-price-form.tsx'
import { bandText } from './cloud-prices.ts'

const mostPrices = 200

const freshPrice = (currency: string): UserCloudPrice => ({
  id: `own:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`,
  provider: '',
  model: '',
  currency,
  inputPerMillion: 0,
  outputPerMillion: 0,
})

const PriceRow = ({ price, onEdit, onRemove }: { price: UserCloudPrice; onEdit: () => void; onRemove: () => void }) => {
  const { t } = useTranslation('settings')
  const { provider, model, currency, inputPerMillion: input, outputPerMillion: output } = price
  const name = `${provider}, ${model}`
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-rule py-1.5">
      <span className="min-w-0 flex-1 basis-52 break-words">{name}</span>
      <span className="type-figure">
        {t('cost.cloudPrices.figures', {
          input: bandText({ low: input, high: input }),
          output: bandText({ low: output, high: output }),
          currency,
        })}
      </span>
      <span>
        <Button variant="text" size="inline" aria-label={t('cost.cloudPrices.editNamed', { name })} onClick={onEdit}>
          {t('cost.cloudPrices.edit')}
        </Button>
        <Button
          variant="text"
          size="inline"
          aria-label={t('cost.cloudPrices.removeNamed', { name })}
          onClick={onRemove}
        >
          {t('cost.cloudPrices.remove')}
        </Button>
      </span>
    </li>
  )
}

/** Cloud prices of the user's own. They are always part of the comparison. */
export const CloudPricesSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { cloudPrices, tariff } = settings
  const [edited, setEdited] = useState<UserCloudPrice | null>(null)
  const save = (price: UserCloudPrice) => {
    const index = cloudPrices.findIndex(({ id }) => id === price.id)
    change({ cloudPrices: index < 0 ? [...cloudPrices, price] : cloudPrices.with(index, price) })
    setEdited(null)
  }
  const remove = (price: UserCloudPrice) => change({ cloudPrices: cloudPrices.filter(({ id }) => id !== price.id) })
  const form = edited && (
    <CloudPriceForm key={edited.id} price={edited} onSave={save} onCancel={() => setEdited(null)} />
  )
  const isNew = edited !== null && !cloudPrices.some(({ id }) => id === edited.id)
  return (
    <SettingRowView
      row={{
        id: 'cost.cloudPrices',
        section: 'cost',
        label: t('cost.cloudPrices.label'),
        effect: t('cost.cloudPrices.effect'),
        defaultText: t('none'),
        isDefault: cloudPrices.length === 0,
        reset: () => change({ cloudPrices: [] }),
        resetText: t('cost.cloudPrices.removeAll'),
        isWide: true,
        isGroup: true,
        control: (
          <>
            {cloudPrices.length > 0 && (
              <ul>
                {cloudPrices.map((price) =>
                  edited?.id === price.id ? (
                    <li key={price.id}>{form}</li>
                  ) : (
                    <PriceRow
                      key={price.id}
                      price={price}
                      onEdit={() => setEdited(price)}
                      onRemove={() => remove(price)}
                    />
                  ),
                )}
              </ul>
            )}
            {isNew && form}
            {edited === null && cloudPrices.length < mostPrices && (
              <Button size="compact" className="mt-2" onClick={() => setEdited(freshPrice(tariff?.currency ?? 'USD'))}>
                {t('cost.cloudPrices.add')}
              </Button>
            )}
          </>
        ),
      }}
    />
  )
}

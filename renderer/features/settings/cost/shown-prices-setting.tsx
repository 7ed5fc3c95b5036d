import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CloudPrice } from '#contract/cost.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { matchesSearch } from '../search-rows.ts'
import { SettingRowView } from '../setting-row.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { bandText, useCloudPrices } from './cloud-prices.ts'

/** The table has hundreds of rows: the search is for the others. */
const mostRows = 50
const mostShown = 200
const mostOwn = 200

const PriceRow = ({
  price,
  isShown,
  onChange,
  onOverride,
}: {
  price: CloudPrice
  isShown: boolean
  onChange: (isShown: boolean) => void
  /** null for a group, which is a range and no row of a table, and where there are too many of the user's own. */
  onOverride: (() => void) | null
}) => {
  const { t } = useTranslation('settings')
  const name = `${price.provider}, ${price.model}`
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-rule py-1.5">
      <span className="min-w-0 flex-1 basis-52 break-words">
        {name}
        {price.kind === 'group' && (
          <span className="type-secondary text-ink3"> {t('cost.shownPrices.group', { asOf: price.asOf })}</span>
        )}
      </span>
      <span className="type-figure">
        {t('cost.cloudPrices.figures', {
          input: bandText(price.inputPerMillion),
          output: bandText(price.outputPerMillion),
          currency: price.currency,
        })}
      </span>
      {onOverride && (
        <Button
          variant="text"
          size="inline"
          aria-label={t('cost.shownPrices.overrideNamed', { name })}
          onClick={onOverride}
        >
          {t('cost.shownPrices.override')}
        </Button>
      )}
      <Switch label={t('cost.shownPrices.show', { name })} checked={isShown} onChange={onChange} />
    </li>
  )
}

/** Which rows of the dated table the comparison shows. */
export const ShownPricesSetting = ({ editor: { settings, change } }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search.trim())
  const statusId = useId()
  const { cloudPrices, shownCloudPrices } = settings
  const table = (useCloudPrices(settings) ?? []).filter(({ kind }) => kind !== 'user')
  const shown = shownCloudPrices ?? table.filter(({ isShown }) => isShown).map(({ id }) => id)
  const found = table.filter((price) =>
    searched === '' ? shown.includes(price.id) : matchesSearch(`${price.provider} ${price.model}`, searched),
  )
  const turn = (id: string, isOn: boolean) =>
    change({ shownCloudPrices: [...shown.filter((one) => one !== id), ...(isOn ? [id] : [])].slice(-mostShown) })
  const override = ({ id, provider, model, currency, inputPerMillion, outputPerMillion }: CloudPrice) =>
    change({
      cloudPrices: [
        ...cloudPrices,
        {
          id,
          provider,
          model: model.slice(0, 120),
          currency,
          inputPerMillion: inputPerMillion.high,
          outputPerMillion: outputPerMillion.high,
        },
      ],
    })
  const [newest] = table.filter(({ kind }) => kind === 'table')
  return (
    <SettingRowView
      row={{
        id: 'cost.shownPrices',
        section: 'cost',
        label: t('cost.shownPrices.label'),
        effect: t('cost.shownPrices.effect'),
        defaultText: t('cost.shownPrices.chosen'),
        isDefault: shownCloudPrices === null,
        reset: () => change({ shownCloudPrices: null }),
        isWide: true,
        isGroup: true,
        control: (
          <>
            <Field label={t('cost.shownPrices.search')} isLabelHidden>
              <TextInput
                type="search"
                value={search}
                placeholder={t('cost.shownPrices.search')}
                aria-describedby={statusId}
                className="mb-2 w-64"
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            </Field>
            <p id={statusId} role="status" className="pb-1 type-secondary text-ink2">
              {searched === ''
                ? t('cost.shownPrices.shown', { count: found.length, all: table.length })
                : t('cost.shownPrices.found', { count: found.length, most: mostRows })}
              {newest && ` ${t('cost.shownPrices.from', { source: newest.source, asOf: newest.asOf })}`}
            </p>
            <ul>
              {found.slice(0, mostRows).map((price) => (
                <PriceRow
                  key={price.id}
                  price={price}
                  isShown={shown.includes(price.id)}
                  onChange={(isOn) => turn(price.id, isOn)}
                  onOverride={price.kind === 'group' || cloudPrices.length >= mostOwn ? null : () => override(price)}
                />
              ))}
            </ul>
          </>
        ),
      }}
    />
  )
}

import { Hammer } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { openGgufFile, openQuantize } from '../../../stores/interface.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { type ModelLadder, modelLadders, searchLadders } from './model-ladders.ts'

/** Fewer are all in sight. */
const searchedFrom = 12

type ChoiceProps = { chosen: readonly string[]; onChange: (modelIds: string[]) => void }

/** Where the file was made here: what of. */
const Origin = ({ model }: { model: Model }) => {
  const { t } = useTranslation('lab')
  const { quantizedFrom } = model
  if (!quantizedFrom?.length) return null
  return (
    <span className="type-secondary text-ink3">{t('setup.models.from', { origin: quantizedFrom.join(' ← ') })}</span>
  )
}

const LadderChoice = ({ ladder, chosen, onChange }: ChoiceProps & { ladder: ModelLadder }) => {
  const { t } = useTranslation('lab')
  const headingId = useId()
  const ids = ladder.models.map(({ id }) => id)
  const isAll = ids.every((id) => chosen.includes(id))
  const others = chosen.filter((id) => !ids.includes(id))
  const source = ladder.models[0]
  return (
    <fieldset aria-labelledby={headingId} className="min-w-0 border-t border-rule py-2 first:border-t-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span id={headingId} className="min-w-0 truncate font-medium" dir="auto" title={ladder.name}>
          {ladder.name}
        </span>
        <span className="flex gap-1">
          {ladder.models.length > 1 && (
            <Button
              variant="text"
              size="inline"
              aria-label={t(isAll ? 'setup.models.noneOf' : 'setup.models.allOf', { name: ladder.name })}
              onClick={() => onChange(isAll ? others : [...others, ...ids])}
            >
              {t(isAll ? 'setup.models.none' : 'setup.models.all')}
            </Button>
          )}
          {source && (
            <Button
              variant="text"
              size="inline"
              aria-label={t('setup.models.quantizeOf', { name: ladder.name })}
              onClick={() => openQuantize(source.id)}
            >
              {t('setup.models.quantize')}
            </Button>
          )}
        </span>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-x-8">
        {ladder.models.map((model) => (
          <li key={model.id} className="flex min-h-7 items-center">
            <Checkbox
              className="w-full"
              checked={chosen.includes(model.id)}
              onChange={(isChosen) =>
                onChange(isChosen ? [...chosen, model.id] : chosen.filter((id) => id !== model.id))
              }
            >
              <span className="flex items-baseline gap-3">
                <span className="min-w-20 shrink-0">{model.quantization}</span>
                <span className="type-figure text-ink2">{formatFileSize(model.sizeBytes)}</span>
                <span className="min-w-0 flex-1 truncate">
                  <Origin model={model} />
                </span>
                <FitBadge verdict={model.fit.verdict} />
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

/** Which models are compared: of one ladder, or of several. */
export const ModelChoice = ({ chosen, onChange }: ChoiceProps) => {
  const { t } = useTranslation('lab')
  const models = useModelsState((state) => state.models)
  const [query, setQuery] = useState('')
  const ladders = useMemo(() => modelLadders(models ?? []), [models])
  const count = ladders.reduce((sum, ladder) => sum + ladder.models.length, 0)
  const shown = useMemo(() => searchLadders(ladders, query), [ladders, query])
  if (models === undefined) return null
  if (count === 0) {
    return (
      <div className="-ml-4">
        <EmptyState action={<Button onClick={openGgufFile}>{t('setup.models.open')}</Button>}>
          {t('setup.models.empty')}
        </EmptyState>
      </div>
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 pb-1">
        {count > searchedFrom && (
          <Field label={t('setup.models.search')} isLabelHidden className="w-64">
            <TextInput
              type="search"
              value={query}
              placeholder={t('setup.models.search')}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          </Field>
        )}
        <Button onClick={() => openQuantize(null)}>
          <Hammer size={16} strokeWidth={1.5} aria-hidden />
          {t('setup.models.make')}
        </Button>
      </div>
      {shown.length === 0 && <p className="py-2 type-empty text-ink2">{t('contents.noMatch')}</p>}
      {shown.map((ladder) => (
        <LadderChoice key={ladder.id} ladder={ladder} chosen={chosen} onChange={onChange} />
      ))}
    </>
  )
}

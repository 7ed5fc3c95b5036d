import { useTranslation } from 'react-i18next'
import type { Model, ModelsState } from '#contract/models.ts'
import { formatFileSize, formatNumber, formatParameters } from '../../i18n/format.ts'
import { useEngineState } from '../../stores/stores.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FitBadge } from '../../ui/fit-badge.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { FitFigures } from './load/fit-figures.tsx'

type RowProps = { model: Model; isChosen: boolean; isLoaded: boolean; isSelected: boolean; onSelect: () => void }

const Row = ({ model, isChosen, isLoaded, isSelected, onSelect }: RowProps) => {
  const { t } = useTranslation('library')
  const note = !model.isReachable ? t('missing') : isLoaded ? t('inMemory') : isChosen ? t('chosen') : null
  return (
    <tr className={classNames('relative', isSelected ? 'bg-sel' : 'bg-paper')}>
      <th
        scope="row"
        className="max-narrow:sticky max-narrow:left-0 max-narrow:bg-inherit max-narrow:bg-clip-padding py-2 pr-3 pl-2! text-left! whitespace-normal!"
      >
        <span className="flex items-center gap-2">
          {isChosen ? <StatusDot state="live" /> : <span className="size-2" />}
          <button
            type="button"
            aria-pressed={isSelected}
            onClick={onSelect}
            className="text-left font-semibold text-ink after:absolute after:inset-0 type-interface"
          >
            {model.name}
          </button>
        </span>
        <span className={classNames('block pl-4 type-secondary', model.isReachable ? 'text-ink3' : 'text-clay')}>
          {[note, model.licence].filter(Boolean).join(' · ')}
        </span>
      </th>
      <td className="type-figure">{model.quantization}</td>
      <td className="text-right! type-figure whitespace-nowrap">{formatFileSize(model.sizeBytes)}</td>
      <td className="text-right! type-figure whitespace-nowrap">{formatParameters(model.parameterCount)}</td>
      <td className="text-right! type-figure">{formatNumber(model.trainedContextTokens)}</td>
      <td className="pr-2!">
        <FitBadge verdict={model.fit.verdict} />
        <span className="block">
          <FitFigures fit={model.fit} />
        </span>
      </td>
    </tr>
  )
}

/** The installed models in a ruled table. A row shows its details. */
export const ModelTable = ({
  state,
  selectedId,
  onSelect,
}: {
  state: ModelsState
  selectedId: string | null
  onSelect: (id: string) => void
}) => {
  const { t } = useTranslation('library')
  const loadedId = useEngineState((engine) => engine.loaded?.modelId ?? null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by keyboard.
    <section aria-label={t('installed')} tabIndex={0} className="overflow-x-auto">
      <table className="ruled-table bg-paper">
        <thead>
          <tr>
            <th className="pl-6!">{t('table.model')}</th>
            <th>{t('facts.quantization')}</th>
            <th className="text-right!">{t('table.onDisk')}</th>
            <th className="text-right!">{t('facts.parameters')}</th>
            <th className="text-right!">{t('facts.trainedContext')}</th>
            <th>{t('facts.fit')}</th>
          </tr>
        </thead>
        <tbody>
          {state.models.map((model) => (
            <Row
              key={model.id}
              model={model}
              isChosen={model.id === state.chosenModelId}
              isLoaded={model.id === loadedId}
              isSelected={model.id === selectedId}
              onSelect={() => onSelect(model.id)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

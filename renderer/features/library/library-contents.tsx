import { useTranslation } from 'react-i18next'
import { formatFileSize } from '../../i18n/format.ts'
import { closeContentsOverlay } from '../../stores/interface.ts'
import { useModelsState } from '../../stores/stores.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { useSelectedModel } from './selected-model.ts'

/** The contents column of the library: its files. */
export const LibraryContents = () => {
  const { t } = useTranslation('library')
  const state = useModelsState((models) => models)
  const { selected, select } = useSelectedModel(state)
  if (!state) return null
  if (state.models.length === 0) return <EmptyState>{t('contentsEmpty')}</EmptyState>
  return (
    <nav aria-label={t('installed')} className="overflow-y-auto px-2 py-3">
      <div className="px-2 pb-1">
        <SmallCaps>{t('installed')}</SmallCaps>
      </div>
      {state.models.map((model) => (
        <button
          key={model.id}
          type="button"
          aria-current={model.id === selected?.id ? 'true' : undefined}
          onClick={() => {
            select(model.id)
            closeContentsOverlay()
          }}
          className={classNames(
            'flex h-7 w-full items-center gap-2 rounded-chip px-2 text-left hover:bg-sel',
            model.id === selected?.id ? 'bg-sel font-medium text-ink' : 'text-ink2',
          )}
        >
          <span className="min-w-0 flex-1 truncate">{model.name}</span>
          <span className="type-side-figure text-ink3">{formatFileSize(model.sizeBytes)}</span>
        </button>
      ))}
    </nav>
  )
}

import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ModelsState } from '#contract/models.ts'
import { formatFileSize } from '../../i18n/format.ts'
import { openGgufFile } from '../../stores/interface.ts'
import { useModelsState } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { ModelDetails } from './model-details.tsx'
import { ModelTable } from './model-table.tsx'
import { useSelectedModel } from './selected-model.ts'
import { StarterStatus } from './starter-status.tsx'

const StarterSection = ({ state }: { state: ModelsState }) => {
  const { t } = useTranslation('library')
  if (state.starter.phase === 'ready' || state.models.some((model) => model.isStarter)) return null
  return (
    <section className="mt-8 max-w-160 border-t border-rule pt-3">
      <h2 className="font-semibold">{t('starter.name')}</h2>
      <StarterStatus starter={state.starter} />
    </section>
  )
}

/** The models on this machine. */
export const LibraryPage = () => {
  const { t } = useTranslation('library')
  const state = useModelsState((models) => models)
  const { selected, select } = useSelectedModel(state)
  if (!state) return null
  const totalBytes = state.models.reduce((sum, model) => sum + model.sizeBytes, 0)
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_auto] max-wide:block max-wide:overflow-y-auto">
      <Page
        className="max-wide:h-auto max-wide:overflow-visible"
        title={t('title')}
        sub={state.models.length > 0 && t('sub', { count: state.models.length, size: formatFileSize(totalBytes) })}
        actions={
          <Button onClick={openGgufFile}>
            <FolderOpen size={16} strokeWidth={1.5} aria-hidden />
            {t('openFile')}
          </Button>
        }
      >
        {state.models.length === 0 ? (
          <div className="-ml-4">
            <EmptyState>{t('noModels')}</EmptyState>
          </div>
        ) : (
          <ModelTable state={state} selectedId={selected?.id ?? null} onSelect={select} />
        )}
        <StarterSection state={state} />
      </Page>
      {selected && (
        <section
          aria-label={t('detail')}
          className="w-110 overflow-y-auto border-l border-rule p-6 max-wide:w-auto max-wide:overflow-visible max-wide:border-t max-wide:border-l-0"
        >
          <SmallCaps>{t('detail')}</SmallCaps>
          <ModelDetails key={selected.id} model={selected} />
        </section>
      )}
    </div>
  )
}

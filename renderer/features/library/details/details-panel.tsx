import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { defaultLoadOptions } from '#contract/engine.ts'
import type { Model } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatFileSize, formatNumber } from '../../../i18n/format.ts'
import { useHardwareState, useSettings } from '../../../stores/stores.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { LoadSettings } from '../load/load-settings.tsx'
import { LadderTable } from './ladder-table.tsx'
import { MemoryFigure } from './memory-figure.tsx'
import { MetadataSection } from './metadata-section.tsx'
import { ModelActions } from './model-actions.tsx'
import { ModelFiles } from './model-files.tsx'
import { ModelHeading } from './model-heading.tsx'
import { ModelNotes } from './model-notes.tsx'
import { ModelSummary } from './model-summary.tsx'
import { TemplateSection, TemplateWarning } from './template-section.tsx'
import { TensorSection } from './tensor-section.tsx'

type DetailsPanelProps = {
  model: Model
  /** Its ladder, itself among them, the largest first. */
  siblings: readonly Model[]
  chosenModelId: string | null
}

/** All about one model. Give it the model's id as `key`. */
export const DetailsPanel = ({ model, siblings, chosenModelId }: DetailsPanelProps) => {
  const { t } = useTranslation('details')
  const { t: tApp } = useTranslation('app')
  const procedures = useProcedures()
  const hardware = useHardwareState()
  const options = useSettings((settings) => settings.load) ?? defaultLoadOptions
  const query = useQuery(
    procedures.models.details.queryOptions({
      input: { modelId: model.id },
      staleTime: 60_000,
      enabled: model.isReachable,
    }),
  )
  const details = query.data
  const chosen = hardware?.phase === 'known' ? hardware.hardware.chosen.backend : 'cpu'
  const backend = options.backend ?? chosen
  return (
    <>
      <ModelHeading model={model} details={details} />
      {!model.isReachable && (
        <p className="mt-3 flex items-baseline gap-2 text-clay">
          <StatusDot state="bad" />
          {t('unreachable')}
        </p>
      )}
      {!model.hasChatTemplate && <p className="mt-3 text-ink2">{t('noChatTemplate')}</p>}
      <div className="mt-4">
        <ModelSummary model={model} details={details} options={options} backendName={tApp(`backend.${backend}`)} />
      </div>
      {details?.template && <TemplateWarning template={details.template} />}
      <LadderTable models={siblings} shownId={model.id} chosenModelId={chosenModelId} />
      {model.isReachable && (
        <MemoryFigure
          model={model}
          options={options}
          currentTokens={model.fit.contextTokens}
          isGpu={backend !== 'cpu'}
        />
      )}
      <ModelActions model={model} isChosen={model.id === chosenModelId} />
      {details && <ModelNotes model={model} notes={details.notes} />}
      <div className="mt-6 border-t border-rule">
        <Disclosure title={t('load')}>
          <LoadSettings model={model} />
        </Disclosure>
        <Disclosure
          title={t('files.title')}
          note={model.partCount > 1 ? t('files.parts', { count: model.partCount }) : formatFileSize(model.sizeBytes)}
        >
          <ModelFiles model={model} details={details} />
        </Disclosure>
        {details && details.tensors.length > 0 && (
          <Disclosure title={t('tensors.title')} note={formatNumber(details.tensors.length)}>
            <TensorSection details={details} />
          </Disclosure>
        )}
        {details?.template && (
          <Disclosure
            title={t('template.title')}
            note={details.template.differsFrom.length > 0 ? t('template.differsNote') : undefined}
          >
            <TemplateSection template={details.template} />
          </Disclosure>
        )}
        {details && (
          <Disclosure title={t('metadata.title')} note={formatNumber(details.metadata.length)}>
            <MetadataSection metadata={details.metadata} />
          </Disclosure>
        )}
      </div>
      {query.error && <ProblemNotice problem={problemOf(query.error)} className="mt-4" />}
    </>
  )
}

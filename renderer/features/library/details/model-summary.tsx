import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import type { Model, ModelDetails } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import {
  formatContextTick,
  formatDate,
  formatFileSize,
  formatNumber,
  formatParameters,
  unknownFigure,
} from '../../../i18n/format.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { longestFittingTokens } from '../load/context-steps.ts'
import { FitFigures } from '../load/fit-figures.tsx'
import { type Fact, FactList } from './fact-list.tsx'

type ModelSummaryProps = { model: Model; details: ModelDetails | undefined; options: LoadOptions; backendName: string }

/** What is known of a model in a dozen lines. */
export const ModelSummary = ({ model, details, options, backendName }: ModelSummaryProps) => {
  const { t } = useTranslation('details')
  const procedures = useProcedures()
  const estimate = useQuery(
    procedures.models.estimateFit.queryOptions({ input: { modelId: model.id, options }, staleTime: 60_000 }),
  )
  const fit = estimate.data ?? model.fit
  const longest = estimate.data ? longestFittingTokens(estimate.data) : null
  const trained = model.trainedContextTokens
  const most = longest === null ? null : trained === null ? longest : Math.min(longest, trained)
  const layers = estimate.data?.totalLayers ?? model.layerCount
  const onGpu = fit.gpuLayers !== null && layers !== null
  const madeFrom = model.quantizedFrom?.join(t('fact.quantizedFromBetween'))
  const origin = madeFrom === undefined ? null : t('fact.quantizedHere', { names: madeFrom })
  const facts: Fact[] = [
    {
      label: t('fact.quantization'),
      value: t('fact.quantizationOf', { name: model.quantization, size: formatFileSize(model.sizeBytes) }),
    },
    {
      label: t('fact.atContext', { tokens: formatNumber(fit.contextTokens) }),
      value: (
        <span className="flex items-baseline gap-2">
          <FitBadge verdict={fit.verdict} />
          <FitFigures fit={fit} totalLayers={layers} />
        </span>
      ),
      title: t(`fitSource.${fit.source}`),
    },
    {
      label: t('fact.longest'),
      value:
        most === null || most < 512
          ? unknownFigure
          : t(most === trained ? 'fact.whole' : 'fact.about', {
              tokens: formatContextTick(most === trained ? most : Math.floor(most / 1024) * 1024),
            }),
    },
    {
      label: t('fact.backend'),
      value: onGpu ? t('fact.layers', { backend: backendName, used: fit.gpuLayers, total: layers }) : backendName,
    },
    {
      label: t('fact.parameters'),
      value: t('fact.parametersOf', {
        count: formatParameters(model.parameterCount),
        bits: formatNumber(model.bitsPerWeight, 2),
      }),
    },
    { label: t('fact.template'), value: t(model.hasChatTemplate ? 'fact.hasTemplate' : 'fact.noTemplate') },
    { label: t('fact.licence'), value: model.licence ?? t('fact.notStated') },
    {
      label: t('fact.source'),
      value: details ? (details.source?.name ?? origin ?? t('fact.sourceUnknown')) : unknownFigure,
    },
    {
      label: t('fact.lastUsed'),
      value: model.lastUsedAtMs === null ? t('fact.never') : formatDate(model.lastUsedAtMs),
    },
  ]
  return <FactList facts={facts} />
}

import { useTranslation } from 'react-i18next'
import type { Fit } from '#contract/models.ts'
import { formatMemory } from '../../../i18n/format.ts'

/** What is left of the memory, or missing, beside a fit's word; for a partial offload the layers that the GPU holds. */
export const FitFigures = ({ fit, totalLayers = null }: { fit: Fit; totalLayers?: number | null }) => {
  const { t } = useTranslation('picker')
  if (fit.verdict === 'partial-offload' && fit.gpuLayers !== null && totalLayers !== null) {
    return <Figure words={t('fit.layers', { used: fit.gpuLayers, total: totalLayers })} />
  }
  if (fit.requiredBytes === null || fit.availableBytes === null) return null
  const left = fit.availableBytes - fit.requiredBytes
  return <Figure words={t(left < 0 ? 'fit.missing' : 'fit.left', { memory: formatMemory(Math.abs(left)) })} />
}

const Figure = ({ words }: { words: string }) => <span className="truncate type-statistic text-ink3">{words}</span>

import { useTranslation } from 'react-i18next'
import { openQuantize } from '../../../stores/interface.ts'
import { useQuantizeJobs } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'

/** While quantizations are made: which, how far, and the way to them. */
export const QuantizingLine = () => {
  const { t } = useTranslation('lab')
  const current = useQuantizeJobs((jobs) => {
    const underWay = jobs.filter(({ state }) => state === 'running' || state === 'waiting')
    const job = underWay.find(({ state }) => state === 'running') ?? underWay[0]
    return job ? { type: job.type, progress: job.progress, left: underWay.length, modelId: job.sourceModelId } : null
  })
  if (!current || current.type === undefined) return null
  const words = t('quantize.underWay', { type: current.type, count: current.left })
  return (
    <p className="mb-2 flex flex-wrap items-center gap-3 text-goldink">
      {words}
      <ProgressBar value={current.progress ?? null} label={words} className="w-28" />
      <Button variant="text" size="inline" onClick={() => openQuantize(current.modelId ?? null)}>
        {t('quantize.show')}
      </Button>
    </p>
  )
}

import { useTranslation } from 'react-i18next'
import type { Fit } from '#contract/models.ts'
import { formatMemory } from '../../../i18n/format.ts'

/** What is left of the memory, or missing, beside a fit's word. */
export const FitFigures = ({ fit }: { fit: Fit }) => {
  const { t } = useTranslation('library')
  if (fit.requiredBytes === null || fit.availableBytes === null) return null
  const left = fit.availableBytes - fit.requiredBytes
  return (
    <span className="truncate type-statistic text-ink3">
      {t(left < 0 ? 'fit.missing' : 'fit.left', { memory: formatMemory(Math.abs(left)) })}
    </span>
  )
}

import { useTranslation } from 'react-i18next'
import type { FitEstimate } from '#contract/models.ts'
import { formatMemory } from '../../../i18n/format.ts'
import { StatusDot } from '../../../ui/status-dot.tsx'

/** Why a load may go wrong or be slow, in a plain sentence; nothing where it simply fits. */
export const FitReason = ({ estimate }: { estimate: FitEstimate }) => {
  const { t } = useTranslation('picker')
  const { verdict, requiredBytes, availableBytes, gpuLayers, totalLayers } = estimate
  if (verdict === 'fits') return null
  if (verdict === 'unknown' || requiredBytes === null || availableBytes === null) {
    return <p className="type-secondary text-ink2">{t('reason.unknown')}</p>
  }
  if (verdict === 'partial-offload') {
    return (
      <p className="type-secondary text-ink2">
        {t('reason.partial', { used: gpuLayers ?? 0, total: totalLayers ?? 0 })}
      </p>
    )
  }
  const figures = {
    required: formatMemory(requiredBytes),
    available: formatMemory(availableBytes),
    left: formatMemory(Math.max(0, availableBytes - requiredBytes)),
  }
  if (verdict === 'tight') return <p className="type-secondary text-goldink">{t('reason.tight', figures)}</p>
  return (
    <p className="flex items-baseline gap-2 type-secondary text-clay">
      <StatusDot state="bad" />
      <span>{t('reason.wontFit', figures)}</span>
    </p>
  )
}

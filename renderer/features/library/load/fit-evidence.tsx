import { useTranslation } from 'react-i18next'
import type { FitEstimate } from '#contract/models.ts'
import { formatMemory, formatNumber } from '../../../i18n/format.ts'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'

const sources = { 'llama.cpp': 'engine', header: 'header', 'file-size': 'fileSize' } as const

/** Who estimated it, what was measured at these very options, and how far off the estimates of this machine have been. */
export const FitEvidence = ({ estimate }: { estimate: FitEstimate }) => {
  const { t } = useTranslation('picker')
  const { measured, ownError } = estimate
  const low = formatNumber(ownError?.low, 2)
  const high = formatNumber(ownError?.high, 2)
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
      <span title={estimate.sourceProblem}>
        <ProvenanceBadge kind="estimated">{t(`memory.estimatedBy.${sources[estimate.source]}`)}</ProvenanceBadge>
      </span>
      {measured && (
        <ProvenanceBadge kind="device-counter">
          {t(measured.isComplete ? 'memory.measured' : 'memory.measuredAtLeast', {
            memory: formatMemory(measured.measuredBytes),
          })}
        </ProvenanceBadge>
      )}
      <span className="ml-auto type-badge text-ink3">
        {ownError === null
          ? t('memory.noOwnError')
          : low === high
            ? t('memory.ownErrorSame', { share: low, count: ownError.measurements })
            : t('memory.ownError', { low, high, count: ownError.measurements })}
      </span>
    </div>
  )
}

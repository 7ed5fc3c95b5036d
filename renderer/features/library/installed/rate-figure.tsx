import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { formatRate, unknownFigure } from '../../../i18n/format.ts'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'

/** A model's decode rate as it was measured here, with the mark of the engine's clock; a dash where nobody has asked it yet. */
export const RateFigure = ({ rate }: { rate: Model['measuredRate'] }) => {
  const { t } = useTranslation('library')
  if (!rate) {
    return (
      <span className="type-figure text-ink3">
        {unknownFigure}
        <span className="sr-only"> {t('rate.none')}</span>
      </span>
    )
  }
  return (
    <span
      className="inline-flex items-center gap-1.5 type-figure whitespace-nowrap"
      title={t('rate.median', { count: rate.answers })}
    >
      <ProvenanceBadge kind="engine-timer" glyphOnly />
      {formatRate(rate.tokensPerSecond)}
    </span>
  )
}

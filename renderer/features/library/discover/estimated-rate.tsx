import { useTranslation } from 'react-i18next'
import type { OfferedQuantization } from '#contract/offers.ts'
import { formatNumber, unknownFigure } from '../../../i18n/format.ts'

/** How fast this machine would write with it: a range, since it is an estimate; a dash where nothing was measured to estimate from. */
export const EstimatedRate = ({ rate }: { rate: OfferedQuantization['estimatedRate'] }) => {
  const { t } = useTranslation('discover')
  if (!rate) {
    return (
      <span className="type-figure text-ink3 max-narrow:hidden">
        {unknownFigure}
        <span className="sr-only">{t('rate.unknown')}</span>
      </span>
    )
  }
  const decimals = rate.high < 10 ? 1 : 0
  const range = { low: formatNumber(rate.low, decimals), high: formatNumber(rate.high, decimals) }
  return (
    <span className="type-figure whitespace-nowrap text-ink2 max-narrow:hidden" title={t('rate.estimated')}>
      {t('rate.range', range)}
    </span>
  )
}

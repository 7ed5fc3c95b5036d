import { useTranslation } from 'react-i18next'
import type { FigureSource } from '#contract/tariff.ts'
import { countryName } from '../../../i18n/names.ts'

/** Where a figure is from, and what time it holds for; null for one that the user entered. */
export const SourceLine = ({ source }: { source: FigureSource | null }) => {
  const { t } = useTranslation('settings')
  return (
    <p className="type-secondary text-ink2">
      {source === null
        ? t('cost.ownFigure')
        : t('cost.source', {
            country: countryName(source.country),
            publisher: source.publisher,
            period: source.period,
          })}
    </p>
  )
}

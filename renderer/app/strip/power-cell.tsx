import { useTranslation } from 'react-i18next'
import { powerFigure } from '../../i18n/format-energy.ts'
import { figureText } from '../../i18n/format-range.ts'
import { useMeterState } from '../../stores/stores.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import { EnergyCurve, energyCellWidth } from './energy-cell.tsx'
import { PowerPopover } from './power-popover.tsx'
import { ReadingParts, readingGrid } from './reading.tsx'

/** What the machine takes now. It opens the list of the sources. */
export const PowerCell = () => {
  const { t } = useTranslation('energy')
  const now = useMeterState(({ charged, live }) => ({
    ...powerFigure(charged?.powerW, charged?.provenance),
    provenance: charged?.provenance ?? null,
    isLive: live !== null,
  }))
  const figure = now ?? powerFigure(null, null)
  const provenance = now?.provenance ?? null
  const value = provenance === null ? t('means.not-measured') : `${figureText(figure)}, ${t(`inWords.${provenance}`)}.`
  return (
    <PowerPopover
      trigger={
        <button
          type="button"
          title={t('strip.power')}
          aria-label={t('strip.open', { value })}
          className={classNames(
            readingGrid,
            energyCellWidth,
            'cursor-pointer -outline-offset-2! hover:bg-sel data-[popup-open]:bg-sel',
          )}
        >
          <ReadingParts
            value={figure.value}
            unit={figure.unit}
            provenance={<ProvenanceBadge kind={provenance ?? 'not-measured'} />}
            side={provenance !== null && <EnergyCurve of="power" beside={figure.value} isLive={now?.isLive ?? false} />}
          />
        </button>
      }
    />
  )
}

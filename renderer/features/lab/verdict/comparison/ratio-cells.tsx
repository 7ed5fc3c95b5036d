import { useTranslation } from 'react-i18next'
import { unknownFigure } from '../../../../i18n/format.ts'
import { formatSignedPercent, formatTimes } from '../../../../i18n/format-lab.ts'
import type { BarScale } from '../../../../ui/interval-bar/bar-scale.ts'
import { IntervalBar } from '../../../../ui/interval-bar/interval-bar.tsx'
import { barOf, type RowRatio } from './comparison-row.ts'

type RatioCellsProps = {
  ratio: RowRatio | null
  isBaseline: boolean
  /** How a ratio is said: how many times, or by how many per cent more. */
  kind: 'times' | 'percent'
  scale: BarScale
}

/** A difference from the baseline: the figure and its interval, then both as a bar. */
export const RatioCells = ({ ratio, isBaseline, kind, scale }: RatioCellsProps) => {
  const { t } = useTranslation('labVerdict')
  const text = (value: number) => (kind === 'times' ? formatTimes(value) : formatSignedPercent(value - 1))
  const words = () => {
    if (isBaseline) return <span className="text-ink2">{t('table.baseline')}</span>
    if (ratio === null) return unknownFigure
    const { interval95 } = ratio
    const interval = interval95 && t('table.interval', { low: text(interval95.low), high: text(interval95.high) })
    return (
      <>
        {ratio.isClear ? (
          <span className="type-figure">{t(`table.${kind}`, { value: text(ratio.value) })}</span>
        ) : (
          <span className="type-secondary text-ink2">{t('table.noDifference')}</span>
        )}
        {/* Beside the words the figures are in the bar: there is no room for both. */}
        {interval && <span className={ratio.isClear ? 'ml-2 type-statistic text-ink2' : 'sr-only'}>{interval}</span>}
      </>
    )
  }
  const bar = barOf(ratio)
  return (
    <>
      <td className="pl-4! whitespace-nowrap">{words()}</td>
      <td className="w-26 py-0! align-middle!">{(isBaseline || bar) && <IntervalBar bar={bar} scale={scale} />}</td>
    </>
  )
}

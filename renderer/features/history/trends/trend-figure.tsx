import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabTrend } from '#contract/lab/verdict.ts'
import { formatDate, formatRate, formatShortDay, formatTime } from '../../../i18n/format.ts'
import { formatSignedPercent } from '../../../i18n/format-lab.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { type TrendWords, trendSpec } from './trend-spec.ts'

const yearMs = 366 * 86_400_000

/** One rate over all runs that measured it. */
export const TrendFigure = ({ trend }: { trend: LabTrend }) => {
  const { t } = useTranslation('history')
  const { points, changes, quantization, test } = trend
  const spec = useMemo(() => {
    const isLong = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0) > yearMs
    const words: TrendWords = {
      axis: t('trends.axis'),
      day: isLong ? formatDate : formatShortDay,
      title: (atMs) => `${formatDate(atMs)}, ${formatTime(atMs)}`,
      tick: formatRate,
      rate: (value) => t('trends.rate', { value: formatRate(value) }),
      interval: (interval) =>
        interval ? t('trends.interval', { low: formatRate(interval.low), high: formatRate(interval.high) }) : '',
      change: (share) => t('trends.percent', { share: formatSignedPercent(share) }),
    }
    return trendSpec(trend, words)
  }, [trend, points, t])
  const shareOf = (runId: string) => changes.find((change) => change.runId === runId)?.share ?? null
  return (
    <Chart
      number={1}
      claim={t(changes.length === 0 ? 'trends.claimSteady' : 'trends.claimChanged', {
        quantization,
        test,
        count: changes.length,
      })}
      note={t('trends.note')}
      badge={<ProvenanceBadge kind="engine-timer" />}
      spec={spec}
      fileName="wattle-trend"
      data={() => ({
        columns: [
          { name: t('column.date'), isText: true },
          { name: t('column.engine'), isText: true },
          { name: t('trends.axis'), format: formatRate },
          { name: t('trends.low'), format: formatRate },
          { name: t('trends.high'), format: formatRate },
          { name: t('trends.change'), format: (share) => t('trends.percent', { share: formatSignedPercent(share) }) },
        ],
        rows: points.map(({ runId, atMs, engineBuild, mean, interval95 }) => [
          `${formatDate(atMs)}, ${formatTime(atMs)}`,
          engineBuild,
          mean,
          interval95?.low ?? null,
          interval95?.high ?? null,
          shareOf(runId),
        ]),
      })}
    />
  )
}

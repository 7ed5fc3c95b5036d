import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PowerHistory } from '#contract/meter.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { useElementWidth } from '../../../ui/use-element-width.ts'
import { liveSpanMs, type MeterRange, type Span } from '../meter-range.ts'
import { PowerChart } from './power-chart.tsx'
import { useLivePower } from './use-live-power.ts'

const mostSteps = 600
/** Most of a drawing's time goes into its paths: finer steps would take longer than they show. */
const pxPerStep = 4

const isEmpty = ({ series }: PowerHistory): boolean =>
  series.every(({ meanW }) => meanW.every((value) => value === null))

const LivePower = ({ widthPx }: { widthPx: number }) => {
  const { t } = useTranslation('meter')
  const { history, nowMs } = useLivePower()
  if (isEmpty(history)) return <p className="py-6 type-empty text-ink2">{t('power.waiting')}</p>
  return (
    <PowerChart
      range="now"
      span={{ fromMs: nowMs - liveSpanMs, toMs: nowMs }}
      history={history}
      isLive
      widthPx={widthPx}
    />
  )
}

const StoredPower = ({ range, span, widthPx }: { range: MeterRange; span: Span; widthPx: number }) => {
  const { t } = useTranslation('meter')
  const procedures = useProcedures()
  const { data } = useQuery(
    procedures.meter.power.queryOptions({
      input: { ...span, points: Math.min(mostSteps, Math.max(100, Math.ceil(widthPx / pxPerStep / 50) * 50)) },
      enabled: widthPx > 0,
      placeholderData: keepPreviousData,
    }),
  )
  if (!data) return <div className="h-68" />
  if (isEmpty(data)) return <p className="py-6 type-empty text-ink2">{t('power.none')}</p>
  return <PowerChart range={range} span={span} history={data} isLive={false} widthPx={widthPx} />
}

/** Power over the range: what was stored, and for the last minutes what is read now. */
export const PowerFigure = ({ range, span }: { range: MeterRange; span: Span }) => {
  const { ref, widthPx } = useElementWidth()
  return (
    <div ref={ref} className="min-w-0">
      {range === 'now' ? <LivePower widthPx={widthPx} /> : <StoredPower range={range} span={span} widthPx={widthPx} />}
    </div>
  )
}

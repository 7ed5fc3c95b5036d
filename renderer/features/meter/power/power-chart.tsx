import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { leastDirect, type Provenance } from '#contract/energy.ts'
import type { PowerHistory } from '#contract/meter.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import type { MeterRange, Span } from '../meter-range.ts'
import { sourceName } from '../source-words.ts'
import { formatStep } from '../time-words.ts'
import { powerSpec } from './power-spec.ts'
import { type PowerStack, stackPower } from './power-stack.ts'
import { powerTable } from './power-table.ts'
import { isAtWall, usePowerWords } from './use-power-words.ts'

/** How the chart's figures are known: as the line of the whole is, else as the least direct of its parts. */
const provenanceOf = ({ bands, whole, estimate }: PowerStack): Provenance | null =>
  whole?.provenance ?? leastDirect(bands.map(({ provenance }) => provenance)) ?? estimate?.provenance ?? null

const pxPerTick = 150
const mostTicks = 7

type PowerChartProps = { range: MeterRange; span: Span; history: PowerHistory; isLive: boolean; widthPx: number }

/** Fig. 1: power over time. */
export const PowerChart = ({ range, span: { fromMs, toMs }, history, isLive, widthPx }: PowerChartProps) => {
  const { t } = useTranslation('meter')
  const { t: tEnergy } = useTranslation('energy')
  const stack = useMemo(() => stackPower(history), [history])
  const words = usePowerWords(stack.bands, isAtWall(stack), stack.stepMs, toMs - fromMs)
  const timeTicks = Math.max(2, Math.min(mostTicks, Math.round(widthPx / pxPerTick)))
  const spec = useMemo(
    () => powerSpec(stack, { fromMs, toMs, isLive, timeTicks, words }),
    [stack, fromMs, toMs, isLive, timeTicks, words],
  )
  const provenance = provenanceOf(stack)
  const isEstimateAlone = stack.estimate !== null && stack.bands.length === 0 && stack.whole === null
  return (
    <Chart
      number={1}
      claim={t(isEstimateAlone ? 'power.estimate' : `power.claim.${range}`)}
      note={isLive ? '' : t('power.meanOver', { time: formatStep(stack.stepMs) })}
      badge={
        <EnergyProvenance
          provenance={provenance}
          sources={stack.bands.flatMap(({ id }) => history.series.filter(({ sourceId }) => sourceId === id))}
        />
      }
      spec={spec}
      fileName="wattle-power"
      data={() =>
        powerTable(history, {
          start: t('power.start'),
          column: (series, kind) =>
            t(`power.column.${kind}`, {
              source: [sourceName(series, history.series, t), tEnergy(`collector.${series.collector}`)].join(', '),
            }),
          watts: (value) => value.toFixed(1),
          time: (atMs) => new Date(atMs).toISOString().replace('.000Z', 'Z'),
        })
      }
    />
  )
}

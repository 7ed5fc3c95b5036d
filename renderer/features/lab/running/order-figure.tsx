import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun, LabSample } from '#contract/lab/run.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useLabProgress } from '../../../stores/stores.tsx'
import { Chart } from '../../../ui/chart/chart.tsx'
import { type OrderWords, orderSpec } from './order-spec.ts'
import { runVisits } from './run-visits.ts'
import { VisitKey } from './visit-key.tsx'

type OrderFigureProps = { run: LabRun; samples: readonly LabSample[] }

/** Fig. 1: the blocks in their random order, and how far the run is. */
export const OrderFigure = ({ run, samples }: OrderFigureProps) => {
  const { t } = useTranslation('lab')
  const standing = useLabProgress(({ blockOrders, block, variant }) => ({ blockOrders, block, variant }))
  const { variants, tests } = run
  const visits = useMemo(
    () => (standing ? runVisits(standing, { variants, tests }, samples) : []),
    [standing, variants, tests, samples],
  )
  // It changes with each turn alone: a sample within one draws nothing anew.
  const key = visits.map(({ variant, state }) => `${variant}${state}`).join(' ')
  const nowBlock = standing?.block ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the visits.
  const spec = useMemo(() => {
    const words: OrderWords = {
      labels: variants.map(({ label }) => label),
      block: (block) => formatNumber(block + 1),
      title: ({ block, place }) => t('running.turn', { block: block + 1, place: place + 1 }),
      state: (state) => t(`running.visit.${state}`),
    }
    return orderSpec(visits, nowBlock, words)
  }, [key, nowBlock, variants, t])
  if (visits.length === 0) return null
  const blocks = standing?.blockOrders.length ?? 0
  const keyLine = <VisitKey hasGivenUp={visits.some(({ state }) => state === 'given-up')} />
  return (
    <div className="min-w-0">
      <Chart
        number={1}
        claim={t('running.orderClaim', { count: blocks })}
        badge={<span className="max-narrow:hidden">{keyLine}</span>}
        spec={spec}
        fileName="wattle-order"
        data={() => ({
          columns: [
            { name: t('running.column.block') },
            { name: t('running.column.turn') },
            { name: t('running.column.variant') },
            { name: t('running.column.state') },
          ],
          rows: visits.map(({ block, place, variant, state }) => [
            formatNumber(block + 1),
            formatNumber(place + 1),
            variants[variant]?.label ?? null,
            t(`running.visit.${state}`),
          ]),
        })}
      />
      <div className="narrow:hidden">{keyLine}</div>
    </div>
  )
}

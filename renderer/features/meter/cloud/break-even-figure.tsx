import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BreakEvenQuestion } from '#contract/cost.ts'
import type { EnergyTotals } from '#contract/meter.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { formatCount, formatNumber } from '../../../i18n/format.ts'
import { useEngineState, useModelsState, useSettings } from '../../../stores/stores.tsx'
import { Chart } from '../../../ui/chart/chart.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { BreakEvenControls } from './break-even-controls.tsx'
import { type BreakEvenInputs, breakEvenMonths, breakEvenQuestion } from './break-even-question.ts'
import { type BreakEvenWords, breakEvenSpec } from './break-even-spec.ts'
import { cloudText, localText, moneyTick } from './money-words.ts'
import { type CloudCost, cloudCostOf } from './spent-curve.ts'
import { useExchange } from './use-exchange.ts'

const usualHardware = 500
const usualUtilisation = 0.1
const usualRate = 10

/** The rate that answers were written at here: of the chosen model, else of the last answer. */
function useMeasuredRate(): number | null {
  const ofModel =
    useModelsState(
      ({ models, chosenModelId }) =>
        models.find(({ id }) => id === chosenModelId)?.measuredRate?.tokensPerSecond ?? null,
    ) ?? null
  const ofAnswer = useEngineState((state) => state.lastTokensPerSecond) ?? null
  return ofModel ?? ofAnswer
}

const BreakEvenChart = ({
  question,
  provenance,
}: {
  question: BreakEvenQuestion
  provenance: EnergyTotals['all']['provenance']
}) => {
  const { t, i18n } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const procedures = useProcedures()
  const { data } = useQuery(
    procedures.cost.breakEven.queryOptions({ input: question, placeholderData: keepPreviousData }),
  )
  const { currency } = question
  const words = useMemo((): BreakEvenWords | null => {
    // The language stands for both translators.
    if (!data || !i18n.language) return null
    const months = (value: number | null) => formatNumber(value, 1)
    return {
      local: t('cloud.local'),
      cloudHigh: t('cloud.cloudHigh'),
      cloudLow: t('cloud.cloudLow'),
      cloud: t('cloud.cloud'),
      estimated: tApp('provenance.estimated'),
      evenAtHigh: t('breakEven.evenAtHigh', { months: months(data.monthsAtHighPrice) }),
      evenAtLow: t('breakEven.evenAtLow', { months: months(data.monthsAtLowPrice) }),
      localMoney: (amount) => localText(amount, currency, provenance),
      cloudMoney: (cost) => cloudText(cost, currency),
      tick: (month) => (month === 0 ? '0' : t('breakEven.months', { months: month })),
      title: (month) => t('breakEven.month', { month }),
      amount: (value, isTop) => moneyTick(value, isTop, currency),
    }
  }, [data, currency, provenance, i18n.language, t, tApp])
  const spec = useMemo(() => (data && words ? breakEvenSpec(data, words) : null), [data, words])
  if (!data || !spec) return <div className="h-66" />
  const isNever = [data.monthsAtHighPrice, data.monthsAtLowPrice].every((at) => at === null || at > breakEvenMonths)
  return (
    <>
      <Chart
        number={4}
        claim={t('breakEven.claim')}
        note={t('breakEven.assumed', { tokens: formatCount(data.tokensPerMonth) })}
        badge={<EnergyProvenance provenance="estimated" method={t('breakEven.method')} />}
        spec={spec}
        fileName="wattle-break-even"
        data={() => ({
          columns: [
            { name: t('breakEven.monthColumn') },
            ...[
              t('breakEven.localColumn', { currency }),
              t('cloud.cloudLowColumn', { currency }),
              t('cloud.cloudHighColumn', { currency }),
            ].map((name) => ({ name, format: (value: number) => value.toFixed(2) })),
          ],
          rows: data.points.map(({ month, local, cloud }) => [String(month), local.central, cloud.low, cloud.high]),
        })}
      />
      {isNever && <p className="type-secondary text-ink2">{t('breakEven.never', { years: breakEvenMonths / 12 })}</p>}
    </>
  )
}

/** Fig. 4: when hardware would be paid for, with what is assumed as sliders and fields. */
export const BreakEvenFigure = ({
  lifetime,
  sinceMs,
  nowMs,
}: {
  lifetime: EnergyTotals
  sinceMs: number
  nowMs: number
}) => {
  const { t } = useTranslation('meter')
  const procedures = useProcedures()
  const { currency, exchange } = useExchange()
  const measured = useMeasuredRate()
  const amortisation = useSettings((settings) => settings.amortisation) ?? null
  const [typed, setTyped] = useState<Partial<BreakEvenInputs>>({})
  const ownHardware = amortisation?.currency === currency ? amortisation.purchase - amortisation.resale : null
  const inputs: BreakEvenInputs = {
    // Nothing, where its price has not been typed yet.
    hardware: ownHardware || usualHardware,
    utilisation: amortisation?.utilisation ?? usualUtilisation,
    tokensPerSecond: measured ?? usualRate,
    ...typed,
  }
  const { data: comparison } = useQuery(
    procedures.cost.cloudComparison.queryOptions({
      input: { fromMs: sinceMs, toMs: nowMs },
      placeholderData: keepPreviousData,
    }),
  )
  const cloud: CloudCost | null = comparison ? cloudCostOf(comparison, exchange) : null
  const question = breakEvenQuestion(lifetime, cloud, currency, inputs)
  if (!question) return <p className="py-6 type-empty text-ink2">{t('breakEven.empty')}</p>
  return (
    <div className="min-w-0">
      <BreakEvenChart question={question} provenance={lifetime.answering.provenance} />
      <BreakEvenControls
        inputs={inputs}
        currency={currency}
        onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
      />
    </div>
  )
}

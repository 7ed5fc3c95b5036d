import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergyTotals } from '#contract/meter.ts'
import { formatDate, formatShortDay } from '../../../i18n/format.ts'
import { formatWattHours, wattHoursTick } from '../../../i18n/format-energy.ts'
import { formatMoneySum } from '../../../i18n/format-money.ts'
import { formatErrorBand } from '../../../i18n/format-range.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import type { Span } from '../meter-range.ts'
import { modelName } from '../model-name.ts'
import { formatMonth } from '../time-words.ts'
import { type BarUnit, barKeys, barsOf, dayOf, inkedIds, unitFor } from './day-bars.ts'
import { type DaysWords, daysSpec } from './days-spec.ts'
import { daysTable } from './days-table.ts'

/** Local noon of a day such as `2026-11-25`: no change of the clocks makes another day of it. */
const noonOf = (day: string): number => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 12).getTime()
}

/** Bars that have their date below: each of a few, some of many, and the last. */
function tickText(key: string, index: number, { count, unit }: { count: number; unit: BarUnit }): string {
  const each = Math.ceil(count / 10)
  if ((count - 1 - index) % each !== 0) return ''
  const atMs = noonOf(key)
  if (unit === 'month') return formatMonth(atMs, key.slice(5, 7) === '01')
  const date = String(Number(key.slice(8)))
  const isFirstOfMonth = index < each || Number(date) <= each * (unit === 'week' ? 7 : 1)
  return isFirstOfMonth ? formatShortDay(atMs) : date
}

type DaysFigureProps = { days: EnergyTotals; span: Span }

/** Fig. 2: energy and money by day, week or month. */
export const DaysFigure = ({ days, span: { fromMs, toMs } }: DaysFigureProps) => {
  const { t, i18n } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const [firstDay, lastDay] = [dayOf(fromMs), dayOf(toMs - 60_000)]
  const unit = unitFor(firstDay, lastDay)
  const modelIds = useMemo(() => inkedIds(days.models), [days])
  const bars = useMemo(
    () => barsOf(days.days, { keys: barKeys(firstDay, lastDay, unit), unit, modelIds }),
    [days, firstDay, lastDay, unit, modelIds],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language stands for both translators.
  const words = useMemo(
    (): DaysWords => ({
      models: modelIds.map((id) =>
        modelName(
          days.models.find((model) => model.id === id),
          t('table.gone'),
        ),
      ),
      others: t('days.others'),
      loading: t('table.loading'),
      idle: t('table.idle'),
      all: t('days.all'),
      energy: formatWattHours,
      interval: (joules, provenance) => (provenance === 'estimated' ? '' : (formatErrorBand(joules) ?? '')),
      money: formatMoneySum,
      provenance: (provenance) => (provenance ? tApp(`provenance.${provenance}`) : ''),
      tick: (key, index) => tickText(key, index, { count: bars.length, unit }),
      title: (key) =>
        unit === 'week'
          ? t('days.weekOf', { day: formatDate(noonOf(key)) })
          : unit === 'month'
            ? formatMonth(noonOf(key), true)
            : formatDate(noonOf(key)),
      wattHours: wattHoursTick,
    }),
    [days, modelIds, bars.length, unit, i18n.language],
  )
  const spec = useMemo(() => daysSpec(bars, words), [bars, words])
  const hasMoney = days.all.money.length > 0
  return (
    <Chart
      number={2}
      claim={t(hasMoney ? `days.claim.${unit}` : `days.claimWithoutMoney.${unit}`)}
      note={days.all.provenance === 'estimated' ? t('days.intervals') : ''}
      badge={<EnergyProvenance provenance={days.all.provenance} range={days.all.energyJ} />}
      spec={spec}
      fileName="wattle-days"
      data={() =>
        daysTable(bars, {
          day: t('days.day'),
          low: t('days.energyLow'),
          central: t('days.energy'),
          high: t('days.energyHigh'),
          part: (name) => t('days.partColumn', { name }),
          money: (currency, end) => t(`days.money.${end}`, { currency }),
          parts: words,
        })
      }
    />
  )
}

import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { problemOf } from '../../data/problem.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatCarbon, formatWattHours } from '../../i18n/format-energy.ts'
import { formatMoney } from '../../i18n/format-money.ts'
import { useChangeSettings, useMeterState, useSettings } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { BreakEvenFigure } from './cloud/break-even-figure.tsx'
import { SpentFigure } from './cloud/spent-figure.tsx'
import { inkedIds } from './days/day-bars.ts'
import { DaysFigure } from './days/days-figure.tsx'
import { ExportMenu } from './export-menu.tsx'
import { GuideDialog } from './guide/guide-dialog.tsx'
import { openGuide } from './guide/guide-state.ts'
import { LastAnswerSection } from './last-answer-section.tsx'
import { Lifetime } from './lifetime.tsx'
import { type MeterRange, meterPath, meterRanges, parseMeterRange } from './meter-range.ts'
import { NarrowSources } from './narrow-sources.tsx'
import { PowerFigure } from './power/power-figure.tsx'
import { EnergyTables } from './tables/energy-tables.tsx'
import { formatLongDay } from './time-words.ts'
import { type MeterTotals, useMeterTotals } from './use-meter-totals.ts'

const dayMs = 86_400_000

const Summary = ({ range, data: { span, totals, nowMs } }: { range: MeterRange; data: MeterTotals }) => {
  const { t } = useTranslation('meter')
  const hasTariff = useSettings(({ tariff }) => tariff !== null) ?? true
  const { all } = totals
  const money = all.money.map((one) => formatMoney(one, all.provenance)).join(' · ')
  const figures =
    all.provenance === null
      ? t('sub.nothing')
      : [
          [formatWattHours(all.energyJ, all.provenance), money].filter(Boolean).join(' ≈ '),
          t('tokensOf', { tokens: formatCount(totals.promptTokens + totals.decodeTokens) }),
          ...(all.carbonG ? [`${formatCarbon(all.carbonG, all.provenance)} ${t('table.carbon')}`] : []),
        ].join(' · ')
  return (
    <>
      {t(`sub.${range}`, { from: formatLongDay(span.fromMs), to: formatLongDay(nowMs), figures })}
      {!hasTariff && (
        <>
          {' · '}
          <Link href="/settings" className="underline decoration-edge underline-offset-[3px] hover:text-ink">
            {t('setPrice')}
          </Link>
        </>
      )}
    </>
  )
}

const Figures = ({ range, data }: { range: MeterRange; data: MeterTotals }) => {
  const { lifetime, totals, days, span, daysSpan } = data
  const { sinceMs } = lifetime
  // Its own hour: the cloud's costs are asked for at a dozen times, and need not be each minute.
  const hourMs = Math.ceil(data.nowMs / (dayMs / 24)) * (dayMs / 24)
  return (
    <div className="flex flex-col gap-5">
      <PowerFigure range={range} span={span} />
      {sinceMs !== null && (
        <>
          <div className="grid grid-cols-2 gap-10 max-wide:gap-6 max-medium:grid-cols-1">
            <DaysFigure days={days} span={daysSpan} />
            <SpentFigure lifetime={lifetime} sinceMs={sinceMs} nowMs={hourMs} />
          </div>
          <EnergyTables totals={totals} inkedIds={inkedIds(days.models)} />
          <Lifetime lifetime={lifetime} sinceMs={sinceMs} />
          <BreakEvenFigure lifetime={lifetime} sinceMs={sinceMs} nowMs={hourMs} />
        </>
      )}
      <LastAnswerSection />
    </div>
  )
}

const Content = ({ range, data }: { range: MeterRange; data: MeterTotals }) => {
  const { t } = useTranslation('meter')
  const isOn = useSettings(({ meter }) => meter.isOn) ?? true
  const meter = useSettings((settings) => settings.meter)
  const changeSettings = useChangeSettings()
  const isRead = useMeterState(({ sources }) => sources.some(({ state }) => state === 'live')) ?? false
  const isEmpty = data.lifetime.sinceMs === null && !isRead
  return (
    <>
      {!isOn && meter && (
        <div className="-ml-4">
          <EmptyState
            action={
              <Button onClick={() => void changeSettings({ meter: { ...meter, isOn: true } }).catch(reportProblem)}>
                {t('turnOn')}
              </Button>
            }
          >
            {t('off')}
          </EmptyState>
        </div>
      )}
      {isOn && isEmpty && (
        <div className="-ml-4">
          <EmptyState action={<Button onClick={openGuide}>{t('findMeter')}</Button>}>{t('empty')}</EmptyState>
        </div>
      )}
      <NarrowSources />
      {isEmpty ? <LastAnswerSection /> : <Figures range={range} data={data} />}
    </>
  )
}

/** What was used and what it cost: power over time, days, the cloud, tables, and the last answer. */
export const MeterPage = () => {
  const { t } = useTranslation('meter')
  const [path, navigate] = useLocation()
  const range = parseMeterRange(path)
  const { data, error } = useMeterTotals(range)
  return (
    <Page
      title={t('title')}
      sub={data ? <Summary range={range} data={data} /> : null}
      actions={
        <>
          <Segmented
            label={t('range.label')}
            value={range}
            options={meterRanges.map((value) => ({ value, label: t(`range.${value}`) }))}
            onChange={(next) => navigate(meterPath(next), { replace: true })}
          />
          {data && <ExportMenu data={data} />}
        </>
      }
    >
      {error !== null && error !== undefined && <ProblemNotice problem={problemOf(error)} />}
      {data && <Content range={range} data={data} />}
      <GuideDialog />
    </Page>
  )
}

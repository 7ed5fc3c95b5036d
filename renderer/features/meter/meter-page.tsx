import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { problemOf } from '../../data/problem.ts'
import { settingPath } from '../../data/setting-path.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatCarbon, formatWattHours } from '../../i18n/format-energy.ts'
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
import { chooseMeterRange, meterPath, meterRanges, parseMeterRange } from './meter-range.ts'
import { NarrowSources } from './narrow-sources.tsx'
import { PowerFigure } from './power/power-figure.tsx'
import { moneyOf } from './priced-money.ts'
import { EnergyTables } from './tables/energy-tables.tsx'
import { formatLongDay } from './time-words.ts'
import { type MeterTotals, useMeterTotals } from './use-meter-totals.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const Summary = ({ data: { range, span, totals, nowMs } }: { data: MeterTotals }) => {
  const { t } = useTranslation('meter')
  const hasTariff = useSettings(({ tariff }) => tariff !== null) ?? true
  const { all } = totals
  const money = moneyOf(all, t)
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
          <Link
            href={settingPath('cost.tariff')}
            className="underline decoration-edge underline-offset-[3px] hover:text-ink"
          >
            {t('setPrice')}
          </Link>
        </>
      )}
    </>
  )
}

const Figures = ({ data }: { data: MeterTotals }) => {
  const { range, lifetime, totals, days, span, daysSpan } = data
  const { sinceMs } = lifetime
  // The cloud's costs are asked for at a dozen times, which after the first day need not be each minute.
  const stepMs = sinceMs !== null && data.nowMs - sinceMs < dayMs ? minuteMs : hourMs
  const stepEndMs = Math.ceil(data.nowMs / stepMs) * stepMs
  return (
    <div className="flex flex-col gap-5">
      <PowerFigure range={range} span={span} />
      {sinceMs !== null && (
        <>
          <div className="grid grid-cols-2 gap-10 max-wide:gap-6 max-medium:grid-cols-1">
            <DaysFigure days={days} span={daysSpan} />
            <SpentFigure lifetime={lifetime} sinceMs={sinceMs} nowMs={stepEndMs} />
          </div>
          <EnergyTables totals={totals} inkedIds={inkedIds(days.models)} />
          <Lifetime lifetime={lifetime} sinceMs={sinceMs} />
          <BreakEvenFigure lifetime={lifetime} sinceMs={sinceMs} nowMs={stepEndMs} />
        </>
      )}
      <LastAnswerSection />
    </div>
  )
}

const Content = ({ data }: { data: MeterTotals }) => {
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
      {isEmpty ? <LastAnswerSection /> : <Figures data={data} />}
    </>
  )
}

/** What was used and what it cost: power over time, days, the cloud, tables, and the last answer. */
export const MeterPage = () => {
  const { t } = useTranslation('meter')
  const [path, navigate] = useLocation()
  const { data, error } = useMeterTotals(parseMeterRange(path))
  return (
    <Page
      title={t('title')}
      sub={data ? <Summary data={data} /> : null}
      actions={
        data && (
          <>
            <Segmented
              label={t('range.label')}
              value={data.range}
              options={meterRanges.map((value) => ({ value, label: t(`range.${value}`) }))}
              onChange={(next) => {
                chooseMeterRange(next)
                navigate(meterPath(next), { replace: true })
              }}
            />
            <ExportMenu data={data} />
          </>
        )
      }
    >
      {error !== null && error !== undefined && <ProblemNotice problem={problemOf(error)} />}
      {data && <Content data={data} />}
      <GuideDialog />
    </Page>
  )
}

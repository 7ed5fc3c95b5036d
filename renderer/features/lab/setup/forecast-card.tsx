import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { LabForecast, LabPlan } from '#contract/lab/plan.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { formatFileSize, formatLongDuration, formatNumber } from '../../../i18n/format.ts'
import { useLabProgress, useQuantizeJobs } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { runPath } from '../lab-place.ts'
import { useForecast } from './use-forecast.ts'

const Row = ({ name, value, note }: { name: string; value: string; note?: string | undefined }) => (
  <div className="flex items-baseline justify-between gap-3">
    <dt className="text-ink2">{name}</dt>
    <dd className="text-right">
      <span className="type-figure">{value}</span>
      {note && <span className="block type-secondary text-ink3">{note}</span>}
    </dd>
  </div>
)

const span = (
  low: number,
  high: number,
  write: (value: number) => string,
  join: (low: string, high: string) => string,
) => (write(low) === write(high) ? write(low) : join(write(low), write(high)))

const Figures = ({ forecast }: { forecast: LabForecast }) => {
  const { t } = useTranslation('lab')
  const { variants, repetitions, durationMs, referenceBytes } = forecast
  const join = (low: string, high: string) => t('time.range', { low, high })
  const minutes = (ms: number) => (ms < 30_000 ? t('time.underAMinute') : formatLongDuration(ms))
  return (
    <dl className="flex flex-col gap-1">
      <Row name={t('setup.forecast.variants')} value={formatNumber(variants)} />
      <Row
        name={t('setup.forecast.repetitions')}
        value={span(repetitions.least, repetitions.most, (value) => formatNumber(value), join)}
      />
      <Row
        name={t('setup.forecast.duration')}
        value={
          durationMs === null
            ? t('setup.forecast.unknown')
            : t('setup.forecast.about', { time: span(durationMs.low, durationMs.high, minutes, join) })
        }
        note={durationMs === null ? t('setup.forecast.unknownNote') : undefined}
      />
      {referenceBytes !== null && <Row name={t('setup.forecast.reference')} value={formatFileSize(referenceBytes)} />}
    </dl>
  )
}

/** What has the machine now, so that nothing can be begun. */
const Busy = () => {
  const { t } = useTranslation('lab')
  const run = useLabProgress(({ runId, name, state }) => ({ runId, name, state }))
  const isQuantizing =
    useQuantizeJobs((jobs) => jobs.some(({ state }) => state === 'running' || state === 'waiting')) ?? false
  if (run?.state === 'running') {
    return (
      <p className="text-ink2">
        {t('setup.busy.run', { name: run.name })}{' '}
        <Link href={runPath(run.runId)} className="underline decoration-edge underline-offset-[3px] hover:text-ink">
          {t('setup.busy.show')}
        </Link>
      </p>
    )
  }
  return isQuantizing ? <p className="text-ink2">{t('setup.busy.quantizing')}</p> : null
}

/** What the plan comes to, what speaks against it, and the start. */
export const ForecastCard = ({ plan }: { plan: LabPlan }) => {
  const { t } = useTranslation('lab')
  const client = useClient()
  const [, navigate] = useLocation()
  const { forecast, isFresh, error } = useForecast(plan)
  const isRunning = useLabProgress(({ state }) => state === 'running') ?? false
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isStarting, setStarting] = useState(false)
  const obstacles = plan.modelIds.length === 0 ? (['no-models'] as const) : (forecast?.obstacles ?? [])
  const canStart = forecast !== null && isFresh && obstacles.length === 0 && !isRunning && !isStarting
  const start = async () => {
    setStarting(true)
    setProblem(null)
    try {
      const { id } = await client.lab.start(plan)
      navigate(runPath(id))
    } catch (failure) {
      setProblem(problemOf(failure))
    } finally {
      setStarting(false)
    }
  }
  const shown = problem ?? (error ? problemOf(error) : null)
  return (
    <section aria-label={t('setup.forecast.title')} className="rounded-card border border-rule2 bg-raise p-4">
      <SmallCaps as="h2">{t('setup.forecast.title')}</SmallCaps>
      <div className="mt-2 flex flex-col gap-3">
        {forecast && plan.modelIds.length > 0 && <Figures forecast={forecast} />}
        {obstacles.length > 0 && (
          <ul className="flex flex-col gap-1.5">
            {obstacles.map((obstacle) => (
              <li key={obstacle} className="flex items-start gap-2">
                <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-clay" />
                <span>{t(`setup.obstacle.${obstacle}`)}</span>
              </li>
            ))}
          </ul>
        )}
        <Busy />
        {shown && <ProblemNotice problem={shown} />}
        <Button variant="primary" disabled={!canStart} focusableWhenDisabled onClick={() => void start()}>
          {t(isStarting ? 'setup.starting' : 'setup.start')}
        </Button>
        <p className="type-secondary text-ink3">{t('setup.startNote')}</p>
      </div>
    </section>
  )
}

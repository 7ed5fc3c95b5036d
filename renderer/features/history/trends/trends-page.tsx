import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { LabFacets } from '#contract/lab/lab.ts'
import type { LabTrend } from '#contract/lab/verdict.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { listPath } from '../history-place.ts'
import { useHistory } from '../history-state.ts'
import { ChangeList } from './change-list.tsx'
import { trendChanges } from './trend-changes.ts'
import { TrendFigure } from './trend-figure.tsx'

const keyOf = ({ quantization, test }: LabTrend): string => `${quantization} ${test}`

/** What was chosen, else the one that changed last, else the one of most runs. */
const shownOf = (trends: readonly LabTrend[], key: string | null): LabTrend | undefined =>
  trends.find((trend) => keyOf(trend) === key) ??
  trendChanges(trends)[0]?.trend ??
  trends.toSorted((one, other) => other.points.length - one.points.length)[0]

const Trends = ({ trends }: { trends: readonly LabTrend[] }) => {
  const { t } = useTranslation('history')
  const [key, setKey] = useState<string | null>(null)
  const shown = shownOf(trends, key)
  if (!shown) {
    return (
      <div className="-ml-4">
        <EmptyState>{t('trends.none')}</EmptyState>
      </div>
    )
  }
  return (
    <>
      <Combobox
        label={t('trends.series')}
        width="w-80 max-w-full mb-4 mr-2"
        value={keyOf(shown)}
        onChange={setKey}
        options={trends.map((trend) => ({
          value: keyOf(trend),
          label: t('trends.seriesName', trend),
          hint: t('trends.runs', { count: trend.points.length }),
        }))}
      />
      <TrendFigure key={keyOf(shown)} trend={shown} />
      <ChangeList trends={trends} onShow={(trend) => setKey(keyOf(trend))} />
    </>
  )
}

const lastOf = (trends: readonly LabTrend[]): number =>
  Math.max(...trends.map(({ points }) => points.at(-1)?.atMs ?? 0))

/** The machines that have trends, by their fingerprints, the one that measured last first. */
function machinesOf(trends: readonly LabTrend[], facets: LabFacets): { value: string; label: string }[] {
  const byMachine = [...Map.groupBy(trends, ({ machineFingerprint }) => machineFingerprint)]
  return byMachine
    .sort(([, one], [, other]) => lastOf(other) - lastOf(one))
    .map(([value]) => ({ value, label: facets.machines.find((machine) => machine.value === value)?.name ?? '' }))
}

const OfModel = ({ modelName, facets }: { modelName: string; facets: LabFacets }) => {
  const { t } = useTranslation('history')
  const wanted = useHistory(({ filter }) => filter.machineFingerprint)
  const { lab } = useProcedures()
  const [chosen, setChosen] = useState(wanted)
  const { data, error } = useQuery(lab.trends.queryOptions({ input: { modelName } }))
  if (error) return <ProblemNotice problem={problemOf(error)} />
  if (!data) return null
  // A run of two models has the other one's rates too.
  const trends = data.filter((trend) => trend.modelName === modelName)
  const machines = machinesOf(trends, facets)
  const machine = machines.find(({ value }) => value === chosen) ?? machines[0]
  return (
    <>
      {machine && (
        <Select
          label={t('filter.machineFingerprint')}
          className="mb-2"
          value={machine.value}
          onChange={setChosen}
          options={machines.map(({ value, label }) => ({ value, label: label || t('nameless') }))}
        />
      )}
      <Trends
        key={machine?.value}
        trends={trends.filter(({ machineFingerprint }) => machineFingerprint === machine?.value)}
      />
    </>
  )
}

const Choice = ({ facets }: { facets: LabFacets }) => {
  const { t } = useTranslation('history')
  const wanted = useHistory(({ filter }) => filter.modelName)
  const [model, setModel] = useState(wanted ?? facets.modelNames[0]?.value ?? null)
  return (
    <>
      <Combobox
        label={t('filter.modelName')}
        width="w-80 max-w-full mb-2 mr-2"
        value={model}
        onChange={setModel}
        options={facets.modelNames.map(({ value }) => ({ value, label: value }))}
      />
      {model !== null && <OfModel key={model} modelName={model} facets={facets} />}
    </>
  )
}

/** How the rates of a model on a machine changed from run to run, and what an update made of them. */
export const TrendsPage = () => {
  const { t } = useTranslation('history')
  const [, navigate] = useLocation()
  const { lab } = useProcedures()
  const { data: facets, error } = useQuery(lab.facets.queryOptions())
  return (
    <Page
      title={t('trends.title')}
      sub={t('trends.sub')}
      actions={
        <Button onClick={() => navigate(listPath)}>
          <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
          {t('back')}
        </Button>
      }
    >
      {error && <ProblemNotice problem={problemOf(error)} />}
      {facets && facets.modelNames.length === 0 && (
        <div className="-ml-4">
          <EmptyState>{t('trends.none')}</EmptyState>
        </div>
      )}
      {facets && facets.modelNames.length > 0 && <Choice facets={facets} />}
    </Page>
  )
}

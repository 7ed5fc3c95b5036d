import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Redirect, useLocation } from 'wouter'
import type { LabPlan } from '#contract/lab/plan.ts'
import { useClient, useProcedures } from '../../data/client-context.tsx'
import { useLabProgress } from '../../stores/stores.tsx'
import { useLabChanges } from '../../stores/use-lab-changes.ts'
import { Button } from '../../ui/button.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { BlindPage } from './blind/blind-page.tsx'
import { BlindStart } from './blind/blind-start.tsx'
import { parseLabPlace, runPath, setupPath } from './lab-place.ts'
import { RunningPage } from './running/running-page.tsx'
import { adoptPlan } from './setup/plan-draft.ts'
import { SetupPage } from './setup/setup-page.tsx'
import { LabVerdict } from './verdict/lab-verdict.tsx'

/** Goes on with a run that stopped before its end. Nothing for one that is done. */
const GoOn = ({ runId }: { runId: string }) => {
  const { t } = useTranslation('lab')
  const client = useClient()
  const procedures = useProcedures()
  const { data: run } = useQuery(procedures.lab.run.queryOptions({ input: { runId }, retry: false }))
  const canGoOn = run && !run.isImported && ['paused', 'interrupted', 'cancelled'].includes(run.state)
  if (!canGoOn) return null
  return (
    <Button onClick={() => void client.lab.resume({ runId }).catch(reportProblem)}>
      <Play size={16} strokeWidth={1.5} aria-hidden />
      {t('running.goOn')}
    </Button>
  )
}

/** A run: as it goes while it is at work or paused, else what it says. */
const RunView = ({ runId }: { runId: string }) => {
  const [, navigate] = useLocation()
  const present = useLabProgress((progress) => ({ runId: progress.runId, state: progress.state }))
  if (present === undefined) return null
  const isPresent = present?.runId === runId && (present.state === 'running' || present.state === 'paused')
  if (isPresent) return <RunningPage key={runId} runId={runId} />
  const runAgain = (plan: LabPlan) => {
    adoptPlan(plan)
    navigate(setupPath)
  }
  return <LabVerdict key={runId} runId={runId} onRunAgain={runAgain} actions={<GoOn runId={runId} />} />
}

/** The lab: the set-up of a run, the run while it goes, and what it says. At its bare address the run at work, else the set-up. */
export const LabPage = () => {
  const [path] = useLocation()
  const place = parseLabPlace(path)
  const presentId = useLabProgress(({ runId }) => runId)
  useLabChanges()
  if (place.view === 'run') return <RunView runId={place.runId} />
  if (place.view === 'blind')
    return place.testId === null ? <BlindStart /> : <BlindPage key={place.testId} testId={place.testId} />
  if (place.view === 'home' && presentId) return <Redirect to={runPath(presentId)} replace />
  return <SetupPage />
}

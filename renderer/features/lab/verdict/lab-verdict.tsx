import { useQuery } from '@tanstack/react-query'
import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabRun } from '#contract/lab/run.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useVerdict } from './use-verdict.ts'

type LabVerdictProps = {
  runId: string
  /** Opens the set-up with the plan of the run. */
  onRunAgain: (plan: LabPlan) => void
}

const Content = ({ run }: { run: LabRun }) => {
  const { error } = useVerdict(run)
  return (
    <Page title={run.name}>
      {error !== null && error !== undefined && <ProblemNotice problem={problemOf(error)} />}
    </Page>
  )
}

/** What a run of the lab says: a page of its own, with its title and its actions. */
export const LabVerdict = ({ runId }: LabVerdictProps) => {
  const procedures = useProcedures()
  const { data: run, error } = useQuery(procedures.lab.run.queryOptions({ input: { runId }, retry: false }))
  if (error) return <ProblemNotice problem={problemOf(error)} className="m-10" />
  return run ? <Content key={run.id} run={run} /> : null
}

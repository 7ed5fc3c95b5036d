import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabPlan } from '#contract/lab/plan.ts'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict as Verdict } from '#contract/lab/verdict.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ComparisonTable } from './comparison/comparison-table.tsx'
import { ExportMenu } from './export/export-menu.tsx'
import { LimitsCard } from './limits/limits-card.tsx'
import { MethodSection } from './method/method-section.tsx'
import { NotesSection } from './notes/notes-section.tsx'
import { ParetoFigure } from './pareto/pareto-figure.tsx'
import { QualitySection } from './quality/quality-section.tsx'
import { Recommendation } from './recommendation/recommendation.tsx'
import { RunNotices } from './run-notices.tsx'
import { RunSub } from './run-sub.tsx'
import { SamplesSection } from './samples/samples-section.tsx'
import { TrustSection } from './trust/trust-section.tsx'
import { useAxisWords } from './use-axis-words.ts'
import { useVerdict } from './use-verdict.ts'

type LabVerdictProps = {
  runId: string
  /** Opens the set-up with the plan of the run. */
  onRunAgain: (plan: LabPlan) => void
  /** What else can be done with the run, before the other actions. */
  actions?: ReactNode
}

type ResultsProps = { run: LabRun; verdict: Verdict; onDrawn: (svg: SVGSVGElement | null) => void }

const Results = ({ run, verdict, onDrawn }: ResultsProps) => {
  const words = useAxisWords(run, verdict)
  // One alone has nothing to be put against.
  const isAlone = run.variants.length === 1
  return (
    <div className="flex flex-col gap-6">
      <div
        className={classNames(
          'grid gap-x-10 gap-y-4 max-wide:grid-cols-1',
          isAlone ? 'grid-cols-[minmax(0,26rem)]' : 'grid-cols-[minmax(0,1fr)_22rem]',
        )}
      >
        {!isAlone && <ParetoFigure run={run} verdict={verdict} onDrawn={onDrawn} />}
        {isAlone ? (
          <aside className="rounded-card border border-rule2 bg-raise">
            <Recommendation run={run} verdict={verdict} words={words} />
          </aside>
        ) : (
          <aside className="self-start rounded-card border border-rule2 bg-raise max-wide:grid max-wide:grid-cols-[22rem_minmax(0,1fr)] max-medium:grid-cols-[20rem_minmax(0,1fr)] max-narrow:grid-cols-1">
            <LimitsCard run={run} verdict={verdict} words={words} />
            <div className="border-t border-rule max-wide:border-t-0 max-wide:border-l max-narrow:border-t max-narrow:border-l-0">
              <Recommendation run={run} verdict={verdict} words={words} />
            </div>
          </aside>
        )}
      </div>
      <ComparisonTable run={run} verdict={verdict} />
      <QualitySection run={run} verdict={verdict} />
      <TrustSection run={run} verdict={verdict} figureNumber={isAlone ? 1 : 2} />
    </div>
  )
}

const Content = ({ run, onRunAgain, actions }: Omit<LabVerdictProps, 'runId'> & { run: LabRun }) => {
  const { t } = useTranslation('labVerdict')
  const { verdict, error } = useVerdict(run)
  const [picture, setPicture] = useState<SVGSVGElement | null>(null)
  const canRunAgain = !run.isImported
  return (
    <Page
      title={run.name}
      sub={<RunSub run={run} />}
      actions={
        <>
          {actions}
          {canRunAgain && (
            <Button onClick={() => onRunAgain(run.plan)}>
              <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
              {t('runAgain')}
            </Button>
          )}
          {verdict && <ExportMenu run={run} verdict={verdict} picture={picture} />}
        </>
      }
    >
      <RunNotices run={run} verdict={verdict} />
      {error !== null && error !== undefined && <ProblemNotice problem={problemOf(error)} className="mb-4" />}
      {verdict && <Results run={run} verdict={verdict} onDrawn={setPicture} />}
      <div className="mt-6 border-t border-rule">
        <SamplesSection run={run} />
        <MethodSection run={run} />
        <NotesSection run={run} />
      </div>
    </Page>
  )
}

/** What a run of the lab says: a page of its own, with its title and its actions. */
export const LabVerdict = ({ runId, onRunAgain, actions }: LabVerdictProps) => {
  const procedures = useProcedures()
  const { data: run, error } = useQuery(procedures.lab.run.queryOptions({ input: { runId }, retry: false }))
  if (error) return <ProblemNotice problem={problemOf(error)} className="m-10" />
  return run ? <Content key={run.id} run={run} onRunAgain={onRunAgain} actions={actions} /> : null
}

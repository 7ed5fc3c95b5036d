import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useIsLabAtWork, useLabProgress } from '../../../stores/stores.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { testName } from '../verdict/test-name.ts'
import { DriftNotice } from './drift-notice.tsx'
import { FailedVariants } from './failed-variants.tsx'
import { OrderFigure } from './order-figure.tsx'
import { PhaseLine } from './phase-line.tsx'
import { QualityProgress } from './quality-progress.tsx'
import { RunActions } from './run-actions.tsx'
import { RunFlags } from './run-flags.tsx'
import { SamplesFigure } from './samples-figure.tsx'
import { SummaryBand } from './summary-band.tsx'
import { useLiveSamples } from './use-live-samples.ts'

/** More tests than these are counted. */
const mostNames = 4

/** Where in the run it is, and what it consists of. */
const Sub = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('lab')
  const { t: tVerdict } = useTranslation('labVerdict')
  const place = useLabProgress(({ block, variant, blockOrders }) => {
    if (block === null) return null
    const turn = variant === null ? -1 : (blockOrders[block] ?? []).indexOf(variant)
    return `${block + 1} ${turn + 1}`
  })
  const [block = '', turn = '0'] = place?.split(' ') ?? []
  const { repetitions, seed, speedTests, prompts } = run.plan
  const names = run.tests.map((test) => testName(test, (prompt) => tVerdict(`prompt.${prompt}`)))
  const blockWords = t('running.sub.block', { block, most: formatNumber(repetitions.most) })
  const parts = [
    ...(block === '' ? [] : [blockWords]),
    ...(turn === '0' ? [] : [t('running.sub.turn', { turn, count: run.variants.length })]),
    t(block === '' ? 'running.sub.seedFirst' : 'running.sub.seed', { seed }),
    names.length > mostNames ? t('running.sub.tests', { count: speedTests.length + prompts.length }) : names.join(', '),
    t('running.sub.warmUp'),
  ]
  return parts.filter(Boolean).join(' · ')
}

const Content = ({ run }: { run: LabRun }) => {
  const isRunning = useIsLabAtWork()
  const samples = useLiveSamples(run.id, isRunning)
  const hasDrifted = useLabProgress(({ flags }) => flags.includes('drift')) ?? false
  const hasFailed = run.variants.some(({ problem }) => problem)
  const hasFlags = useLabProgress(({ flags }) => flags.some((flag) => flag !== 'drift')) ?? false
  const hasAside = hasDrifted || hasFailed || hasFlags
  return (
    <>
      <PhaseLine run={run} />
      <SummaryBand samples={samples} />
      <div className="flex flex-col gap-6">
        <QualityProgress run={run} />
        {run.tests.length > 0 && (
          <>
            <OrderFigure run={run} samples={samples} />
            <div
              className={
                hasAside ? 'grid grid-cols-[minmax(0,1fr)_25rem] gap-x-10 gap-y-6 max-wide:grid-cols-1' : undefined
              }
            >
              <SamplesFigure run={run} samples={samples} />
              {hasAside && (
                <aside className="flex min-w-0 flex-col gap-5">
                  {hasDrifted && <DriftNotice run={run} samples={samples} />}
                  <FailedVariants run={run} />
                  <RunFlags />
                </aside>
              )}
            </div>
          </>
        )}
        {run.tests.length === 0 && <FailedVariants run={run} />}
      </div>
    </>
  )
}

/** A run while it goes: where it stands, its blocks in their random order, its samples as they arrive, and what is wrong with it. */
export const RunningPage = ({ runId }: { runId: string }) => {
  const procedures = useProcedures()
  const { data: run, error } = useQuery(procedures.lab.run.queryOptions({ input: { runId }, retry: false }))
  const name = useLabProgress((progress) => progress.name) ?? ''
  return (
    <Page title={run?.name ?? name} sub={run && <Sub run={run} />} actions={<RunActions runId={runId} />}>
      {error && <ProblemNotice problem={problemOf(error)} />}
      {run && <Content run={run} />}
    </Page>
  )
}

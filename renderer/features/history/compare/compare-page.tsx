import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ArrowLeftRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { LabRun } from '#contract/lab/run.ts'
import type { RunComparison } from '#contract/lab/verdict.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatDate, formatTime } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { comparePath, listPath, runPath } from '../history-place.ts'
import { DifferenceList } from './difference-list.tsx'
import { QualityTable } from './quality-table.tsx'
import { RateTable } from './rate-table.tsx'

const RunLine = ({ word, run }: { word: string; run: LabRun }) => (
  <div className="contents">
    <dt className="text-ink2">{word}</dt>
    <dd className="min-w-0">
      <Link href={runPath(run.id)} dir="auto" className="font-medium underline decoration-edge underline-offset-[3px]">
        {run.name}
      </Link>
      <span className="text-ink2">
        {' '}
        {formatDate(run.startedAtMs)}, {formatTime(run.startedAtMs)}
      </span>
    </dd>
  </div>
)

type ComparedProps = { before: LabRun; after: LabRun; comparison: RunComparison }

const Compared = ({ before, after, comparison }: ComparedProps) => {
  const { t } = useTranslation('history')
  return (
    <>
      <dl className="mb-4 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        <RunLine word={t('compare.before')} run={before} />
        <RunLine word={t('compare.after')} run={after} />
      </dl>
      <DifferenceList differs={comparison.differs} before={before} after={after} />
      {comparison.rows.length === 0 ? (
        <p className="my-4 max-w-prose type-empty text-ink2">{t('compare.nothing')}</p>
      ) : (
        <RateTable rows={comparison.rows} />
      )}
      {comparison.quality.length > 0 && <QualityTable quality={comparison.quality} />}
    </>
  )
}

/** Two runs against each other, test by test, with what else differs between them. */
export const ComparePage = ({ beforeId, afterId }: { beforeId: string; afterId: string }) => {
  const { t } = useTranslation('history')
  const [, navigate] = useLocation()
  const { lab } = useProcedures()
  const before = useQuery(lab.run.queryOptions({ input: { runId: beforeId }, retry: false }))
  const after = useQuery(lab.run.queryOptions({ input: { runId: afterId }, retry: false }))
  const comparison = useQuery(lab.compareRuns.queryOptions({ input: { beforeId, afterId }, retry: false }))
  const error = before.error ?? after.error ?? comparison.error
  return (
    <Page
      title={t('compare.title')}
      sub={t('compare.sub')}
      actions={
        <>
          <Button onClick={() => navigate(listPath)}>
            <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
            {t('back')}
          </Button>
          <Button onClick={() => navigate(comparePath(afterId, beforeId))}>
            <ArrowLeftRight size={16} strokeWidth={1.5} aria-hidden />
            {t('compare.swap')}
          </Button>
        </>
      }
    >
      {error && <ProblemNotice problem={problemOf(error)} />}
      {!error && before.data && after.data && comparison.data && (
        <Compared before={before.data} after={after.data} comparison={comparison.data} />
      )}
    </Page>
  )
}

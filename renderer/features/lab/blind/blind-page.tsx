import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type BlindTest, enoughRounds } from '#contract/lab/blind-test.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { blindPath, blindTestPath } from '../lab-place.ts'
import { AskForm } from './ask-form.tsx'
import { BlindResult } from './blind-result.tsx'
import { modelNames } from './model-names.ts'
import { RoundView } from './round-view.tsx'
import { useBlindTest } from './use-blind-test.ts'

const judgedOf = ({ rounds }: BlindTest): number => rounds.filter(({ state }) => state === 'judged').length

/** How many rounds were judged, and how many it takes. */
const Counter = ({ test }: { test: BlindTest }) => {
  const { t } = useTranslation('blindTest')
  const judged = judgedOf(test)
  const ties = test.rounds.filter(({ choice }) => choice === 'tie').length
  const decided = judged - ties
  return (
    <p className="mb-4 text-ink2">
      {t('counter.judged', { count: judged })}
      {ties > 0 && <> · {t('counter.ties', { count: ties })}</>}
      {decided < enoughRounds && <> · {t('counter.more', { count: enoughRounds - decided })}</>}
    </p>
  )
}

const Running = ({ test }: { test: BlindTest }) => {
  const client = useClient()
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const { id } = test
  const doing = async (call: Promise<unknown>) => {
    setProblem(null)
    try {
      await call
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  const round = test.rounds.at(-1)
  const isOver = round === undefined || round.state === 'judged' || round.state === 'failed'
  return (
    <>
      <Counter test={test} />
      {round && <RoundView round={round} onJudge={(choice) => doing(client.blindTest.judge({ id, choice }))} />}
      {problem && <ProblemNotice problem={problem} className="mt-4" />}
      {isOver && (
        <AskForm
          key={test.rounds.length}
          isFirst={round === undefined}
          onAsk={(prompt) => doing(client.blindTest.ask({ id, prompt }))}
        />
      )}
    </>
  )
}

const Actions = ({ test }: { test: BlindTest }) => {
  const { t } = useTranslation('blindTest')
  const client = useClient()
  const [, navigate] = useLocation()
  const [isRemoving, setIsRemoving] = useState(false)
  const { id, models, state } = test
  const modelIds = models.flatMap(({ modelId }) => modelId ?? [])
  const again = async () => navigate(blindTestPath((await client.blindTest.start({ modelIds })).id))
  const remove = async () => {
    await client.blindTest.remove({ id })
    navigate(blindPath)
  }
  return (
    <>
      <Button onClick={() => setIsRemoving(true)}>{t('remove.title')}</Button>
      {state === 'running' ? (
        <Button
          disabled={judgedOf(test) === 0}
          title={judgedOf(test) === 0 ? t('endFirst') : undefined}
          onClick={() => void client.blindTest.end({ id }).catch(reportProblem)}
        >
          {t('end')}
        </Button>
      ) : (
        <Button onClick={() => void again().catch(reportProblem)}>{t('again')}</Button>
      )}
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        title={t('remove.ask')}
        action={t('remove.title')}
        onConfirm={() => void remove().catch(reportProblem)}
      >
        {t('remove.what')}
      </ConfirmDialog>
    </>
  )
}

/** A blind test: its rounds while it goes on, what came of it when it is ended. */
export const BlindPage = ({ testId }: { testId: string }) => {
  const { t } = useTranslation('blindTest')
  const [, navigate] = useLocation()
  const { test, problem } = useBlindTest(testId)
  const [one, other] = test?.models ?? []
  if (problem) {
    return (
      <ProblemNotice
        problem={problem}
        className="m-10 max-medium:m-6"
        actions={<Button onClick={() => navigate(blindPath)}>{t('title')}</Button>}
      />
    )
  }
  if (!test || !one || !other) return null
  const [first, second] = modelNames(one, other)
  const versus = t('versus', { first, second })
  return (
    <Page
      title={t('title')}
      sub={one.name === other.name ? t('of', { versus, name: one.name }) : versus}
      actions={<Actions test={test} />}
    >
      {test.result ? <BlindResult test={test} result={test.result} /> : <Running test={test} />}
    </Page>
  )
}

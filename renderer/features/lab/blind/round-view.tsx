import { useTranslation } from 'react-i18next'
import type { BlindRound } from '#contract/lab/blind-test.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { JudgeRound } from './judge-round.tsx'
import type { Choice } from './use-judge-keys.ts'

type RoundViewProps = { round: BlindRound; onJudge: (choice: Choice) => Promise<void> }

const State = ({ round, onJudge }: RoundViewProps) => {
  const { t } = useTranslation('blindTest')
  switch (round.state) {
    case 'answering':
      return (
        <div role="status" className="max-w-2xl">
          <p className="mb-2">{t('round.answering')}</p>
          <ProgressBar value={null} label={t('round.answering')} />
          <p className="mt-2 max-w-prose type-secondary text-ink2">{t('round.atOnce')}</p>
        </div>
      )
    case 'to-judge':
      return <JudgeRound round={round} onJudge={onJudge} />
    case 'judged':
      return <p className="text-ink2">{t(`round.chose.${round.choice ?? 'tie'}`)}</p>
    case 'failed':
      return round.problem && <ProblemNotice problem={round.problem} kept={t('round.failedKept')} />
  }
}

/** The number of a round and its question, then how far it is. */
export const RoundView = ({ round, onJudge }: RoundViewProps) => {
  const { t } = useTranslation('blindTest')
  return (
    <>
      <h2 className="mb-1 type-section">{t('round.title', { number: round.number })}</h2>
      <blockquote className="mb-4 max-w-prose type-prose break-words whitespace-pre-wrap italic" dir="auto">
        {round.prompt}
      </blockquote>
      <State key={round.number} round={round} onJudge={onJudge} />
    </>
  )
}

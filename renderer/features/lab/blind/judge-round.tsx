import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlindRound, Side } from '#contract/lab/blind-test.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { type Choice, judgeKeys, useJudgeKeys } from './use-judge-keys.ts'

const Answer = ({ side, text }: { side: Side; text: string }) => {
  const { t } = useTranslation('blindTest')
  return (
    <section aria-label={t(`side.${side}`)} className="min-w-0 border-t-[1.5px] border-ink2 pt-2">
      <SmallCaps as="h3">{t(`side.${side}`)}</SmallCaps>
      {text === '' ? (
        <p className="mt-2 type-empty text-ink2">{t('round.noText')}</p>
      ) : (
        <p className="mt-2 type-prose break-words whitespace-pre-wrap" dir="auto">
          {text}
        </p>
      )}
    </section>
  )
}

type JudgeRoundProps = { round: BlindRound; onJudge: (choice: Choice) => Promise<void> }

/** Both answers side by side, and the three choices. They stay in sight while long answers are read. */
export const JudgeRound = ({ round, onJudge }: JudgeRoundProps) => {
  const { t } = useTranslation('blindTest')
  const [isJudging, setIsJudging] = useState(false)
  const judge = (choice: Choice) => {
    if (isJudging) return
    setIsJudging(true)
    void onJudge(choice).finally(() => setIsJudging(false))
  }
  useJudgeKeys(judge)
  return (
    <>
      <div className="grid grid-cols-2 gap-x-10 gap-y-6 max-narrow:grid-cols-1">
        <Answer side="left" text={round.left.text} />
        <Answer side="right" text={round.right.text} />
      </div>
      <fieldset
        aria-label={t('round.which')}
        className="sticky bottom-0 mt-6 flex flex-wrap items-center justify-center gap-3 border-t border-rule bg-paper py-3"
      >
        <span className="mr-2 font-medium">{t('round.which')}</span>
        {judgeKeys.map(({ choice, key }) => (
          <Button key={choice} disabled={isJudging} aria-keyshortcuts={key} onClick={() => judge(choice)}>
            {t(`choice.${choice}`)} <Kbd keys={key} />
          </Button>
        ))}
      </fieldset>
    </>
  )
}

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPercent } from '../../../i18n/format.ts'
import { useEngineState, useModelsState } from '../../../stores/stores.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import type { AnswerPhase } from '../answers/answer-feed.ts'

/** Below this, nothing is shown: what flashes by only disturbs. */
const quietMs = 300

/** What an answer waits for before its first word, and how far that is. */
export const AnswerWait = ({ phase, progress }: { phase: Exclude<AnswerPhase, 'decode'>; progress: number | null }) => {
  const { t } = useTranslation('chat')
  const [isShown, setIsShown] = useState(false)
  const loadProgress = useEngineState((state) => state.loadProgress)
  const isFetching = useModelsState((state) => state.chosenModelId === null && state.starter.phase === 'fetching')
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), quietMs)
    return () => clearTimeout(timer)
  }, [])
  // An empty line of prose: the page does not jump when the first word comes.
  if (!isShown) return <div className="type-prose">&nbsp;</div>
  const value = progress ?? (phase === 'loading' ? (loadProgress ?? null) : null)
  return (
    <div className="flex max-w-80 flex-col gap-1.5 pt-1.5 pb-1">
      <span className="flex justify-between type-secondary text-ink2">
        <span>{phase === 'loading' && isFetching ? t('wait.fetching') : t(`wait.${phase}`)}</span>
        {value !== null && <span className="type-statistic">{formatPercent(value)}</span>}
      </span>
      {phase !== 'queued' && <ProgressBar value={value} label={t(`wait.${phase}`)} />}
    </div>
  )
}

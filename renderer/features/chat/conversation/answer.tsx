import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatTime } from '../../../i18n/format.ts'
import { useEngineState } from '../../../stores/stores.tsx'
import type { AnswerPhase } from '../answers/answer-feed.ts'
import { shownPhase } from '../answers/shown-phase.ts'
import { historyView, useAnswer } from '../answers/use-answer.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { isUnfinished } from '../message-tree.ts'
import { AnswerEnd } from './answer-end.tsx'
import { AnswerNotes } from './answer-notes.tsx'
import { AnswerWait } from './answer-wait.tsx'
import { BranchSwitch } from './branch-switch.tsx'
import { DroppedNote } from './dropped-note.tsx'
import { LiveNotes } from './live-notes.tsx'
import { Speaker } from './speaker.tsx'
import { StatisticsLine } from './statistics-line.tsx'
import { TurnGrid } from './turn-grid.tsx'

export type AnswerActions = {
  onShowBranch: (message: Message) => void
  onRegenerate: (message: Message) => void
  onContinue: (message: Message) => void
}

type AnswerProps = AnswerActions & {
  message: Message
  siblings: readonly Message[]
  modelName: string
  isMarked: boolean
}

/** What stands where the time will: what the answer is doing, or that it was cut short. */
const MarginState = ({ message, phase }: { message: Message; phase: AnswerPhase }) => {
  const { t } = useTranslation('chat')
  if (isUnfinished(message)) return <span className="text-goldink">{t(`phase.${phase}`)}</span>
  const { state } = message
  return (
    <>
      {(state === 'stopped' || state === 'interrupted' || state === 'failed') && (
        <span className="block text-clay max-medium:mr-2 max-medium:inline">{t(`cut.${state}`)}</span>
      )}
      {formatTime(message.createdAtMs)}
    </>
  )
}

/** The text alone: while it is written, nothing else is drawn again. */
const AnswerText = ({ message }: { message: Message }) => {
  const live = useAnswer(message, ({ view, phase, message: ended }) => ({ view, phase, ended }))
  const { state } = live?.ended ?? message
  const isWriting = live?.phase === 'decode' && !live.ended
  const isCut = state === 'stopped' || state === 'interrupted' || state === 'failed'
  const view = live?.view ?? historyView(message)
  const isEmpty = view.pages.length === 0 && view.last.length === 0
  if (isEmpty && !isWriting) return null
  return (
    <div className="type-prose" dir="auto" aria-busy={isWriting}>
      <Markdown view={view} end={isWriting ? 'writing' : isCut ? 'cut' : undefined} />
    </div>
  )
}

/** An answer, being written or from history. */
export const Answer = memo(({ message: known, siblings, modelName, isMarked, ...actions }: AnswerProps) => {
  const { t } = useTranslation('chat')
  const live = useAnswer(known, ({ phase, progress, droppedMessages, decodeTokens, message }) => ({
    phase,
    progress,
    droppedMessages,
    message,
    // Of interest where the answer ended without figures; until then it changes with each frame.
    tokens: message === null ? 0 : decodeTokens,
  }))
  // Once it has ended, what the conversation has is newer: its energy comes after the end.
  const message = isUnfinished(known) ? (live?.message ?? known) : known
  const isLive = isUnfinished(message)
  const enginePhase = useEngineState((state) => (isLive ? state.phase : undefined))
  const phase = shownPhase(live?.phase ?? 'queued', enginePhase)
  const droppedMessages = message.figures?.droppedMessages || (live?.droppedMessages ?? 0)
  return (
    <TurnGrid
      label={t('turn.answer', { name: modelName })}
      isMarked={isMarked}
      margin={
        <Speaker name={modelName} time={<MarginState message={message} phase={phase} />}>
          <BranchSwitch siblings={siblings} current={known} onShow={actions.onShowBranch} />
        </Speaker>
      }
      notes={isLive ? <LiveNotes messageId={message.id} /> : <AnswerNotes message={message} />}
    >
      {droppedMessages > 0 && <DroppedNote count={droppedMessages} />}
      <AnswerText message={known} />
      {isLive && phase !== 'decode' && <AnswerWait phase={phase} progress={live?.progress ?? null} />}
      {!isLive && (
        <>
          <AnswerEnd message={message} tokens={message.figures?.decodeTokens ?? live?.tokens ?? 0} {...actions} />
          <StatisticsLine message={message} isFresh={live !== undefined} {...actions} />
        </>
      )}
    </TurnGrid>
  )
})

import { ArrowDown } from 'lucide-react'
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { useStore } from 'zustand'
import type { Message } from '#contract/conversations.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { jumpTarget } from '../jump-target.ts'
import { isUnfinished } from '../message-tree.ts'
import { Answer, type AnswerActions } from './answer.tsx'
import { Question } from './question.tsx'
import { StillContainer } from './still-container.tsx'
import { chatColumns } from './turn-grid.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'

export type MessageScrollerHandle = { toEnd: () => void }

type MessageScrollerProps = AnswerActions & {
  ref: Ref<MessageScrollerHandle>
  conversationId: string
  siblingsOf: (message: Message) => readonly Message[]
  path: readonly Message[]
  onEdit: (message: Message, text: string) => Promise<void>
}

/** Names end before what a margin of 112 px has no room for: “SmolLM2 135M Instruct” is “SmolLM2 135M”. */
const shortName = (name: string): string => name.replace(/[\s-]+(?:instruct|chat|it)\b.*$/i, '')

/** The messages in sight, of as many as there are. Stays at the end until the reader scrolls away. */
export const MessageScroller = ({
  ref,
  conversationId,
  siblingsOf,
  path,
  onEdit,
  ...actions
}: MessageScrollerProps) => {
  const { t } = useTranslation('chat')
  const scroller = useRef<HTMLElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const { isAtEnd, toEnd, letGo } = useStickToEnd(scroller)
  const chosenName = useModelsState(
    ({ models, chosenModelId }) => models.find((model) => model.id === chosenModelId)?.name,
  )
  const target = useStore(jumpTarget, (jump) => (jump?.conversationId === conversationId ? jump : null))
  const targetIndex = target === null ? -1 : path.findIndex((message) => message.id === target.messageId)

  useImperativeHandle(ref, () => ({ toEnd }), [toEnd])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation opens at its end.
  useLayoutEffect(toEnd, [conversationId])
  useEffect(() => {
    if (targetIndex === -1 || target === null) return
    letGo()
    list.current?.scrollToIndex(targetIndex, { align: 'start', offset: -12 })
  }, [targetIndex, target, letGo])

  // The answer in progress stays mounted: to scroll away and back draws nothing anew.
  const running = path.findIndex(isUnfinished)
  const keepMounted = useMemo(() => (running === -1 ? [] : [running]), [running])

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
        tabIndex={0}
        aria-label={t('log.label')}
        className="min-h-0 flex-1 overflow-y-auto bg-paper outline-none [overflow-anchor:none] focus-visible:shadow-[inset_0_0_0_2px_var(--goldmark)]"
      >
        <div role="log" aria-live="off" className="min-h-full pb-6">
          <Virtualizer
            key={conversationId}
            ref={list}
            scrollRef={scroller}
            keepMounted={keepMounted}
            bufferSize={600}
            data={path}
            as={StillContainer}
          >
            {(message) => {
              const siblings = siblingsOf(message)
              const isMarked = target?.messageId === message.id
              return (
                <div key={message.id} data-message={message.id}>
                  {message.role === 'user' ? (
                    <Question
                      message={message}
                      siblings={siblings}
                      isMarked={isMarked}
                      onShowBranch={actions.onShowBranch}
                      onEdit={onEdit}
                    />
                  ) : (
                    <Answer
                      message={message}
                      siblings={siblings}
                      modelName={shortName(message.conditions?.modelName ?? chosenName ?? t('turn.model'))}
                      isMarked={isMarked}
                      {...actions}
                    />
                  )}
                </div>
              )
            }}
          </Virtualizer>
        </div>
      </section>
      {!isAtEnd && (
        <div className={`${chatColumns} pointer-events-none absolute inset-x-0 bottom-2`}>
          <Button
            size="compact"
            className="pointer-events-auto col-start-2 justify-self-center bg-raise! shadow-popover max-medium:col-start-1"
            onClick={toEnd}
          >
            <ArrowDown size={14} strokeWidth={1.5} aria-hidden />
            {t('latest')}
          </Button>
        </div>
      )}
    </div>
  )
}

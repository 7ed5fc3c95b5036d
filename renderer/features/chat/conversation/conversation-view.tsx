import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Conversation, Message } from '#contract/conversations.ts'
import { useShortcut } from '../../../app/shortcuts.ts'
import { problemOf } from '../../../data/problem.ts'
import { showToast } from '../../../ui/toast.tsx'
import { useChatState } from '../chat-state.ts'
import { Composer } from '../composer/composer.tsx'
import { jumpTarget } from '../jump-target.ts'
import { branchesIn, isUnfinished, pathTo } from '../message-tree.ts'
import { Announcer } from './announcer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { MessageScroller, type MessageScrollerHandle } from './message-scroller.tsx'
import { chatColumns } from './turn-grid.tsx'

/** A conversation: its messages along the branch shown, and the composer below. */
export const ConversationView = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation(['chat', 'errors'])
  const chat = useChatState()
  const scroller = useRef<MessageScrollerHandle>(null)
  const { messages, activeLeafId } = conversation
  const path = useMemo(() => pathTo(messages, activeLeafId), [messages, activeLeafId])
  const siblingsOf = useMemo(() => branchesIn(messages), [messages])
  const last = path.at(-1)
  const running = path.findLast(isUnfinished)

  const attempt = useCallback(
    (action: Promise<void>) => {
      action.catch((error: unknown) => {
        const problem = problemOf(error)
        showToast({
          title: t(`errors:${problem.code}.what`, problem.params),
          description: t(`errors:${problem.code}.next`, problem.params),
          isProblem: true,
        })
      })
    },
    [t],
  )
  const onShowBranch = useCallback((message: Message) => attempt(chat.showBranch(message)), [attempt, chat])
  const onRegenerate = useCallback((message: Message) => attempt(chat.regenerate(message)), [attempt, chat])
  const onContinue = useCallback((message: Message) => attempt(chat.resume(message)), [attempt, chat])
  const onEdit = useCallback((message: Message, text: string) => chat.edit(message, text), [chat])

  const target = useStore(jumpTarget, (jump) => jump?.messageId)
  const hidden = path.some(({ id }) => id === target) ? undefined : messages.find(({ id }) => id === target)
  // A search found words on another branch.
  useEffect(() => {
    if (hidden !== undefined) onShowBranch(hidden)
  }, [hidden, onShowBranch])

  /** Goes to the branch beside the one in sight: of the message that has the focus, else of the last one that has branches. */
  const stepBranch = (offset: number) => () => {
    const focusedId = document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset.message
    const focused = path.find((message) => message.id === focusedId && siblingsOf(message).length > 1)
    const branching = focused ?? path.findLast((message) => siblingsOf(message).length > 1)
    if (branching === undefined) return false
    const siblings = siblingsOf(branching)
    const next = siblings[siblings.findIndex((sibling) => sibling.id === branching.id) + offset]
    if (next !== undefined) onShowBranch(next)
    return undefined
  }
  useShortcut('chat.previous-branch', stepBranch(-1))
  useShortcut('chat.next-branch', stepBranch(1))

  const stop = () => {
    if (running !== undefined) attempt(chat.stop(running))
  }
  useShortcut('chat.stop', () => {
    if (running === undefined || document.querySelector('[role=dialog], [role=menu], [role=listbox]')) return false
    stop()
    return undefined
  })

  return (
    <div className="flex h-full min-h-0 flex-col">
      <ConversationHeader conversation={conversation} path={path} />
      <MessageScroller
        ref={scroller}
        conversationId={conversation.id}
        path={path}
        siblingsOf={siblingsOf}
        onShowBranch={onShowBranch}
        onRegenerate={onRegenerate}
        onContinue={onContinue}
        onEdit={onEdit}
      />
      <Announcer message={last?.role === 'assistant' ? last : undefined} />
      <div className={`${chatColumns} flex-none bg-paper pt-2 pb-4`}>
        <div className="col-start-2 max-medium:col-start-1">
          <Composer
            key={conversation.id}
            conversationId={conversation.id}
            settings={conversation.settings}
            onSettings={(settings) => attempt(chat.configure(conversation.id, settings))}
            running={running}
            onStop={stop}
            onSend={async (text) => {
              await chat.send(conversation.id, text)
              scroller.current?.toEnd()
            }}
          />
        </div>
      </div>
    </div>
  )
}

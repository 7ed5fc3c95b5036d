import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VList, type VListHandle } from 'virtua'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import type { ConversationSummary } from '#contract/conversations.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatDay } from '../../../i18n/format.ts'
import { isForRow, rowAfterKey } from '../../../ui/roving.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useChatState } from '../chat-state.ts'
import { rowsByDay } from './conversation-days.ts'
import { ConversationRow } from './conversation-row.tsx'
import { useConversations } from './conversations.ts'

type ConversationRowsProps = { currentId: string | null; onLeave: () => void }

/** Every conversation by day, of which those in sight are drawn. Arrows walk them, F2 renames, Delete deletes. */
export const ConversationRows = ({ currentId, onLeave }: ConversationRowsProps) => {
  const { t } = useTranslation(['chat', 'errors'])
  const client = useClient()
  const [, navigate] = useLocation()
  const conversations = useConversations((list) => list)
  const active = useStore(useChatState().answers.active)
  const [renamedId, setRenamedId] = useState<string | null>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const list = useRef<VListHandle>(null)
  const wantsFocus = useRef<string | null>(null)
  const rows = useMemo(() => rowsByDay(conversations, Date.now()), [conversations])
  const focusable = rows.filter((row) => row.kind === 'conversation')
  const tabStop = [focusedId, currentId, focusable[0]?.key].find((id) => focusable.some((row) => row.key === id))

  const attempt = useCallback(
    (action: Promise<unknown>) => {
      action.catch((error: unknown) => {
        const problem = problemOf(error)
        showToast({ title: t(`errors:${problem.code}.what`, problem.params), isProblem: true })
      })
    },
    [t],
  )

  useEffect(() => {
    const index = rows.findIndex((row) => row.key === currentId)
    if (index !== -1) list.current?.scrollToIndex(index, { align: 'nearest' })
  }, [currentId, rows])

  const focusRow = (index: number) => {
    const row = focusable[index]
    if (row === undefined) return onLeave()
    wantsFocus.current = row.key
    setFocusedId(row.key)
    list.current?.scrollToIndex(rows.indexOf(row), { align: 'nearest' })
    document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(row.key)}"]`)?.focus()
  }

  const remove = (conversation: ConversationSummary) => {
    const index = focusable.findIndex((row) => row.key === conversation.id)
    const neighbour = focusable[index + 1] ?? focusable[index - 1]
    const wasShown = conversation.id === currentId
    const restore = async () => {
      await client.conversations.restore({ id: conversation.id })
      if (wasShown) navigate(`/chat/${conversation.id}`)
    }
    attempt(
      client.conversations.remove({ id: conversation.id }).then(() => {
        if (wasShown) navigate('/chat')
        if (neighbour !== undefined) setFocusedId(neighbour.key)
        showToast({
          title: t('list.deleted', { title: conversation.title }),
          undo: () => attempt(restore()),
        })
      }),
    )
  }

  const rename = (conversation: ConversationSummary, title: string) => {
    setRenamedId(null)
    wantsFocus.current = conversation.id
    if (title !== '' && title !== conversation.title)
      attempt(client.conversations.rename({ id: conversation.id, title }))
  }

  return (
    <nav
      aria-label={t('list.label')}
      className="min-h-0 flex-1"
      onKeyDown={(event) => {
        if (!isForRow(event)) return
        const index = focusable.findIndex((row) => row.key === tabStop)
        const row = focusable[index]
        const next = rowAfterKey(event.key, index, focusable.length)
        if (next !== null) focusRow(next)
        else if (row?.kind === 'conversation' && event.key === 'F2') setRenamedId(row.key)
        else if (row?.kind === 'conversation' && event.key === 'Delete') remove(row.conversation)
        else return
        event.preventDefault()
      }}
    >
      <VList ref={list} data={rows} className="pb-3" tabIndex={-1}>
        {(row) =>
          row.kind === 'day' ? (
            <div key={row.key} className="px-4 pt-3 pb-1">
              <SmallCaps as="h2">{typeof row.day === 'number' ? formatDay(row.day) : t(`list.${row.day}`)}</SmallCaps>
            </div>
          ) : (
            <ConversationRow
              key={row.key}
              conversation={row.conversation}
              isCurrent={row.key === currentId}
              isAnswering={active.has(row.key)}
              isRenamed={row.key === renamedId}
              isTabStop={row.key === tabStop}
              takesFocus={() => {
                const takes = wantsFocus.current === row.key
                if (takes) wantsFocus.current = null
                return takes
              }}
              onFocus={() => setFocusedId(row.key)}
              onStartRename={() => setRenamedId(row.key)}
              onRename={(title) => rename(row.conversation, title)}
              onRemove={() => remove(row.conversation)}
            />
          )
        }
      </VList>
    </nav>
  )
}

import { SquarePen } from 'lucide-react'
import { useDeferredValue, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ContentsSearch } from '../../app/contents-search.tsx'
import { shortcutKeys } from '../../app/shortcuts.ts'
import { interfaceStore } from '../../stores/interface.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ConversationRows } from './contents/conversation-rows.tsx'
import { useConversations, useRefreshAfterLoss } from './contents/conversations.ts'
import { SearchResults } from './contents/search-results.tsx'

/** The contents column of Chat: search, and every conversation by day. */
export const ConversationList = ({ currentId }: { currentId: string | null }) => {
  const { t } = useTranslation('chat')
  const [, navigate] = useLocation()
  const [query, setQuery] = useState('')
  const deferredQuery = useDeferredValue(query.trim())
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const isEmpty = useConversations((conversations, isKnown) => isKnown && conversations.length === 0)
  useRefreshAfterLoss()

  /** From the field into the list below it. */
  const enterList = () => document.getElementById(listId)?.querySelector<HTMLElement>('[data-row-link]')?.focus()

  return (
    <>
      <div className="flex gap-2 px-3 pt-3 pb-2">
        <ContentsSearch
          ref={field}
          query={query}
          onQuery={setQuery}
          label={t('list.search')}
          hint={t('list.searchHint')}
          maxLength={500}
          onLeave={enterList}
        />
        <IconButton
          icon={SquarePen}
          size="bordered"
          label={t('list.new')}
          keys={shortcutKeys('chat.new')}
          onClick={() => {
            navigate('/chat')
            interfaceStore.setState({ isContentsOverlaid: false })
          }}
        />
      </div>
      <div id={listId} className="flex min-h-0 flex-1 flex-col">
        {deferredQuery !== '' ? (
          <SearchResults query={deferredQuery} onLeave={() => field.current?.focus()} />
        ) : isEmpty ? (
          <EmptyState>{t('list.empty')}</EmptyState>
        ) : (
          <ConversationRows currentId={currentId} onLeave={() => field.current?.focus()} />
        )}
      </div>
    </>
  )
}

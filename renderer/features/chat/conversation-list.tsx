import { Search, SquarePen } from 'lucide-react'
import { useDeferredValue, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { shortcutKeys } from '../../app/shortcuts.ts'
import { interfaceStore } from '../../stores/interface.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
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
        <label className="flex h-8 min-w-0 flex-1 items-center gap-1 rounded-control border border-edge bg-paper px-[7px] text-ink3 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
          <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
          <input
            ref={field}
            type="search"
            data-contents-search
            value={query}
            maxLength={500}
            placeholder={t('list.searchHint')}
            aria-label={t('list.search')}
            className="w-full min-w-0 bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') {
                event.preventDefault()
                enterList()
              } else if (event.key === 'Escape' && query !== '') {
                event.preventDefault()
                event.stopPropagation()
                setQuery('')
              }
            }}
          />
          {query === '' && (
            <Kbd keys={shortcutKeys('search')} className="shrink-0 tracking-tighter whitespace-nowrap text-ink3" />
          )}
        </label>
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

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { VList } from 'virtua'
import { Link } from 'wouter'
import type { SearchHit } from '#contract/conversations.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatDate } from '../../../i18n/format.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { isForRow, rowAfterKey } from '../../../ui/roving.ts'
import { jumpTarget } from '../jump-target.ts'

const limit = 100

/** Text around a match, the words found marked. */
const Snippet = ({ hit }: { hit: SearchHit }) => {
  let at = 0
  return hit.snippet.map(({ text, match }) => {
    at += text.length
    return match ? (
      <mark key={at} className="rounded-[2px] bg-goldwash font-medium text-ink">
        {text}
      </mark>
    ) : (
      <span key={at}>{text}</span>
    )
  })
}

const Hit = ({ hit }: { hit: SearchHit }) => {
  const { t } = useTranslation('chat')
  const { conversationId, messageId } = hit
  return (
    <Link
      href={`/chat/${conversationId}`}
      data-row-link
      onClick={() => jumpTarget.setState(messageId === null ? null : { conversationId, messageId }, true)}
      className="mx-2 block rounded-chip px-2 py-1.5 hover:bg-sel focus-visible:-outline-offset-2"
    >
      <span className="flex items-baseline gap-2">
        <span className="truncate font-medium" dir="auto">
          {hit.conversationTitle}
        </span>
        <span className="ml-auto shrink-0 type-side-figure text-ink3">{formatDate(hit.createdAtMs)}</span>
      </span>
      <span className="line-clamp-2 type-secondary text-ink2" dir="auto">
        {messageId === null ? t('list.inTitle') : <Snippet hit={hit} />}
      </span>
    </Link>
  )
}

/** Where the words were found; each leads to its message. */
export const SearchResults = ({ query, onLeave }: { query: string; onLeave: () => void }) => {
  const { t } = useTranslation('chat')
  const client = useClient()
  const search = useQuery({
    queryKey: ['chat', 'search', query],
    queryFn: ({ signal }) => client.conversations.search({ query, limit }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  if (search.error) return <ProblemNotice problem={problemOf(search.error)} className="mx-4" />
  const hits = search.data ?? []
  return (
    <section
      aria-label={t('list.results')}
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (!isForRow(event)) return
        const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
        const next = rowAfterKey(
          event.key,
          links.findIndex((link) => link.contains(document.activeElement)),
          links.length,
        )
        if (next === null) return
        event.preventDefault()
        if (next < 0) onLeave()
        else links[next]?.focus()
      }}
    >
      <p role="status" className="px-4 pt-1 pb-1 type-secondary text-ink3">
        {search.data && hits.length > 0 && t('list.hits', { count: hits.length })}
      </p>
      {search.data && hits.length === 0 ? (
        <EmptyState>{t('list.noHits')}</EmptyState>
      ) : (
        <VList data={hits} className="pb-3" tabIndex={-1}>
          {(hit, index) => <Hit key={`${hit.conversationId} ${hit.messageId} ${index}`} hit={hit} />}
        </VList>
      )}
    </section>
  )
}

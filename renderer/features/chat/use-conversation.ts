import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Conversation } from '#contract/conversations.ts'
import { useClient } from '../../data/client-context.tsx'
import { conversationKey } from './chat-state.ts'
import { useConversations } from './contents/conversations.ts'

/** A conversation with its whole tree; fetched again when another window changed it. */
export function useConversation(id: string): UseQueryResult<Conversation> {
  const client = useClient()
  const cache = useQueryClient()
  const query = useQuery({
    queryKey: conversationKey(id),
    queryFn: ({ signal }) => client.conversations.get({ id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 0,
  })
  const summary = useConversations((list) => list.find((conversation) => conversation.id === id))
  const known = query.data

  useEffect(() => {
    if (summary === undefined || known === undefined) return
    if (summary.messageCount > known.messages.length) void cache.invalidateQueries({ queryKey: conversationKey(id) })
    else if (summary.title !== known.title) {
      cache.setQueryData<Conversation>(conversationKey(id), (old) => old && { ...old, title: summary.title })
    }
  }, [cache, id, known, summary])

  return query
}

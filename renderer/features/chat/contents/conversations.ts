import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ConversationChange, ConversationSummary } from '#contract/conversations.ts'
import type { WattleConnection } from '../../../data/client.ts'
import { useClient, useConnectionStatus } from '../../../data/client-context.tsx'
import { isAbort } from '../../../data/problem.ts'

type Client = WattleConnection['client']
type List = { conversations: readonly ConversationSummary[]; isKnown: boolean }

const pauseBeforeWatchingAgainMs = 1000

/** The list after a change, the last changed first. */
export function applyChange(
  conversations: readonly ConversationSummary[],
  change: ConversationChange,
): readonly ConversationSummary[] {
  const id = change.type === 'removed' ? change.id : change.conversation.id
  const others = conversations.filter((conversation) => conversation.id !== id)
  if (change.type === 'removed') return others
  const at = others.findIndex((other) => other.updatedAtMs <= change.conversation.updatedAtMs)
  return at === -1 ? [...others, change.conversation] : others.toSpliced(at, 0, change.conversation)
}

/** All conversations, kept up with the core. */
class ConversationsStore {
  readonly store: StoreApi<List> = createStore<List>(() => ({ conversations: [], isKnown: false }))
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
    void this.#follow()
  }

  async refresh(): Promise<void> {
    this.store.setState({ conversations: await this.#client.conversations.list(), isKnown: true })
  }

  async #follow(): Promise<void> {
    for (;;) {
      try {
        // Watched before it is listed: a change in between is told twice, never missed.
        const changes = await this.#client.conversations.watch()
        await this.refresh()
        for await (const change of changes) {
          this.store.setState(({ conversations }) => ({ conversations: applyChange(conversations, change) }))
        }
      } catch (error) {
        if (isAbort(error)) return
        console.error(error)
      }
      await new Promise((resolve) => setTimeout(resolve, pauseBeforeWatchingAgainMs))
    }
  }
}

const stores = new WeakMap<Client, ConversationsStore>()

function useConversationsStore(): ConversationsStore {
  const client = useClient()
  const known = stores.get(client)
  if (known !== undefined) return known
  const made = new ConversationsStore(client)
  stores.set(client, made)
  return made
}

/** What `select` takes out of the list of conversations. */
export const useConversations = <S>(
  select: (conversations: readonly ConversationSummary[], isKnown: boolean) => S,
): S =>
  useStore(
    useConversationsStore().store,
    useShallow((list) => select(list.conversations, list.isKnown)),
  )

/** Fetches the list again after a lost connection: the changes of that time were told to nobody. */
export function useRefreshAfterLoss(): void {
  const store = useConversationsStore()
  const status = useConnectionStatus()
  useEffect(() => {
    if (status === 'lost') return () => void store.refresh().catch(console.error)
    return undefined
  }, [status, store])
}

import { createStore } from 'zustand/vanilla'
import type { HubSort } from '#contract/hub.ts'
import type { OfferedModel } from '#contract/offers.ts'
import type { WattleConnection } from '../../../data/client.ts'
import { isAbort, problemOf, type ShownProblem } from '../../../data/problem.ts'

type Client = WattleConnection['client']

/** One search of the hub, and the pages of its answer so far. */
export type HubSearchState = {
  /** What was asked last; null before the first search. */
  query: string | null
  sort: HubSort
  models: readonly OfferedModel[]
  /** Where the next page begins; null where there is none. */
  cursor: string | null
  phase: 'idle' | 'searching' | 'more'
  /** Why the last request failed; what was found before stays. */
  problem: ShownProblem | null
  /** When that was, by this page's clock. */
  failedAtMs: number | null
}

const initial: HubSearchState = {
  query: null,
  sort: 'fit',
  models: [],
  cursor: null,
  phase: 'idle',
  problem: null,
  failedAtMs: null,
}

/**
 * The search of the hub. It is no query of the cache, which asks again when it sees fit: here a request goes out only when the user asks
 * for one.
 */
export const hubSearchStore = createStore<HubSearchState>(() => initial)

let running: AbortController | null = null

const ask = async (client: Client, cursor: string | null): Promise<void> => {
  running?.abort()
  const controller = new AbortController()
  running = controller
  const { query, sort, models } = hubSearchStore.getState()
  if (query === null) return
  hubSearchStore.setState({ phase: cursor === null ? 'searching' : 'more', problem: null })
  try {
    const page = await client.hub.search({ query, sort, cursor }, { signal: controller.signal })
    if (running !== controller) return
    const known = new Set(cursor === null ? [] : models.map((model) => model.repository))
    const kept = cursor === null ? [] : models
    // A hub's pages shift while one reads: what comes twice is shown once.
    const fresh = page.models.filter((model) => !known.has(model.repository))
    hubSearchStore.setState({ models: [...kept, ...fresh], cursor: page.cursor, phase: 'idle' })
  } catch (error) {
    if (running !== controller || isAbort(error)) return
    hubSearchStore.setState({ phase: 'idle', problem: problemOf(error), failedAtMs: Date.now() })
  }
}

/** Sends a search. What an earlier one found is gone, and its answer is no longer waited for. */
export const searchHub = (client: Client, query: string): Promise<void> => {
  hubSearchStore.setState({ query: query.trim(), models: [], cursor: null })
  return ask(client, null)
}

/** Asks again for what failed, or in another order. */
export const searchHubAgain = (client: Client, sort: HubSort = hubSearchStore.getState().sort): Promise<void> => {
  const { cursor, models, sort: before } = hubSearchStore.getState()
  hubSearchStore.setState({ sort })
  return ask(client, sort === before && models.length > 0 ? cursor : null)
}

/** Asks for the next page. */
export const searchHubFurther = (client: Client): Promise<void> => ask(client, hubSearchStore.getState().cursor)

/** Forgets the search; for tests. */
export const resetHubSearch = (): void => {
  running?.abort()
  running = null
  hubSearchStore.setState(initial, true)
}

import { useStore } from 'zustand'
import type { HubSort } from '#contract/hub.ts'
import { useClient } from '../../../data/client-context.tsx'
import { type HubSearchState, hubSearchStore, searchHub, searchHubAgain, searchHubFurther } from './hub-search.ts'

/** The ways to ask the hub. */
export const useHubSearch = () => {
  const client = useClient()
  return {
    search: (query: string) => void searchHub(client, query),
    again: () => void searchHubAgain(client),
    sortBy: (sort: HubSort) => void searchHubAgain(client, sort),
    further: () => void searchHubFurther(client),
  }
}

/** The search and what it found so far, or a part of it. */
export const useHubSearchState = <S>(select: (state: HubSearchState) => S): S => useStore(hubSearchStore, select)

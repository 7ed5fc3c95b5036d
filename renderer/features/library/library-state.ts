import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LadderSort } from './installed/ladder-sort.ts'
import { emptyFilter, type FilterGroup, type FilterMark, type ModelFilter, toggled } from './installed/model-filter.ts'

type LibraryState = {
  /** What is typed into the search field beside the page; it narrows what is installed at once. */
  search: string
  /** The words for the hub, which are sent only when the user says so. */
  hubWords: string
  filter: ModelFilter
  sort: LadderSort
  layout: 'list' | 'grid'
}

/** How the library is looked at. Kept while the app runs, so that leaving the page loses nothing. */
export const libraryStore = createStore<LibraryState>(() => ({
  search: '',
  hubWords: '',
  filter: emptyFilter,
  sort: 'used',
  layout: 'list',
}))

export const useLibrary = <S>(select: (state: LibraryState) => S): S => useStore(libraryStore, select)

export const setSearch = (search: string): void => libraryStore.setState({ search })

export const setHubWords = (hubWords: string): void => libraryStore.setState({ hubWords })

/** What was typed to narrow the library is meant for the hub: it goes over, and the library is whole again. */
export const searchToHub = (): void => libraryStore.setState(({ search }) => ({ hubWords: search, search: '' }))

export const toggleMark = (mark: FilterMark): void =>
  libraryStore.setState(({ filter }) => ({ filter: { ...filter, marks: toggled(filter.marks, mark) } }))

export const toggleValue = (group: FilterGroup, value: string): void =>
  libraryStore.setState(({ filter }) => ({ filter: { ...filter, [group]: toggled(filter[group], value) } }))

export const clearFilter = (): void => libraryStore.setState({ filter: emptyFilter, search: '' })

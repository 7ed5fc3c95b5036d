import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LadderSort } from './installed/ladder-sort.ts'
import { emptyFilter, type FilterGroup, type FilterMark, type ModelFilter, toggled } from './installed/model-filter.ts'

type LibraryState = {
  /** What is typed into the search field; it narrows what is installed at once, and is sent to the hub only when asked. */
  search: string
  filter: ModelFilter
  sort: LadderSort
  layout: 'list' | 'grid'
}

/** How the library is looked at. Kept while the app runs, so that leaving the page loses nothing. */
export const libraryStore = createStore<LibraryState>(() => ({
  search: '',
  filter: emptyFilter,
  sort: 'used',
  layout: 'list',
}))

export const useLibrary = <S>(select: (state: LibraryState) => S): S => useStore(libraryStore, select)

export const setSearch = (search: string): void => libraryStore.setState({ search })

export const toggleMark = (mark: FilterMark): void =>
  libraryStore.setState(({ filter }) => ({ filter: { ...filter, marks: toggled(filter.marks, mark) } }))

export const toggleValue = (group: FilterGroup, value: string): void =>
  libraryStore.setState(({ filter }) => ({ filter: { ...filter, [group]: toggled(filter[group], value) } }))

export const clearFilter = (): void => libraryStore.setState({ filter: emptyFilter, search: '' })

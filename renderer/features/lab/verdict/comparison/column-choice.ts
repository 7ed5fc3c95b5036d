import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type ColumnId, usualColumns } from './column.ts'

const store = createStore<{ shown: ReadonlySet<ColumnId> }>(() => ({ shown: usualColumns }))

/** The columns of Table 1 that the reader wants, of every run, while the window lives. */
export const useShownColumns = (): ReadonlySet<ColumnId> => useStore(store, ({ shown }) => shown)

/** Shows a column, or hides it. */
export const toggleColumn = (column: ColumnId): void =>
  store.setState(({ shown }) => {
    const next = new Set(shown)
    if (!next.delete(column)) next.add(column)
    return { shown: next }
  })

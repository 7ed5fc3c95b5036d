import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LabFilter, LabOrder } from '#contract/lab/lab.ts'
import type { LabRunSummary } from '#contract/lab/run.ts'

/** By what the runs are put together; `none` and `month` are both in order of time. */
export const groupings = ['none', 'month', 'model', 'machine'] as const
export type Grouping = (typeof groupings)[number]

type HistoryState = {
  filter: LabFilter
  grouping: Grouping
  /** The runs that are chosen, by id, in the order in which they were. They stay chosen when the filter hides them. */
  chosen: ReadonlyMap<string, LabRunSummary>
}

const first: HistoryState = { filter: {}, grouping: 'month', chosen: new Map() }

/** What the reader set on the History page. It is kept while the window lives, so that one can go and come back. */
export const historyStore = createStore<HistoryState>(() => first)

export const useHistory = <S>(select: (state: HistoryState) => S): S => useStore(historyStore, select)

/** Sets a part of the filter; undefined takes it away. */
export const changeFilter = <K extends keyof LabFilter>(key: K, value: LabFilter[K] | undefined): void =>
  historyStore.setState(({ filter: { [key]: _, ...rest } }) => ({
    filter: value === undefined ? rest : { ...rest, [key]: value },
  }))

export const clearFilter = (): void => historyStore.setState({ filter: {} })

export const setGrouping = (grouping: Grouping): void => historyStore.setState({ grouping })

/** Chooses a run, or chooses it no more. */
export const toggleChosen = (run: LabRunSummary): void =>
  historyStore.setState(({ chosen }) => {
    const next = new Map(chosen)
    if (!next.delete(run.id)) next.set(run.id, run)
    return { chosen: next }
  })

/** Chooses runs besides those that are. */
export const choose = (runs: readonly LabRunSummary[]): void =>
  historyStore.setState(({ chosen }) => ({
    chosen: new Map([...chosen, ...runs.map((run) => [run.id, run] as const)]),
  }))

export const chooseNone = (): void => historyStore.setState({ chosen: new Map() })

/** In which order the list has to come for a grouping. */
export const orderOf = (grouping: Grouping): LabOrder =>
  grouping === 'model' || grouping === 'machine' ? grouping : 'newest'

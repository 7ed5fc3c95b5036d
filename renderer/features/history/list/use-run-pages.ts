import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LabFilter, LabPage } from '#contract/lab/lab.ts'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { type Grouping, orderOf } from '../history-state.ts'

/** Rows that are asked for at once. */
export const rowsOfPage = 100

/** Which list it is. */
export type ListQuery = { filter: LabFilter; grouping: Grouping }

/** A page of the list. Many may ask for the same one: it is fetched once. While another list comes the one before stays. */
export const useRunPage = ({ filter, grouping }: ListQuery, page: number) => {
  const procedures = useProcedures()
  return useQuery(
    procedures.lab.list.queryOptions({
      input: { ...filter, order: orderOf(grouping), offset: page * rowsOfPage, limit: rowsOfPage },
      placeholderData: keepPreviousData,
    }),
  )
}

const rowOf = (data: LabPage | undefined, index: number): LabRunSummary | undefined => data?.runs[index % rowsOfPage]

/** A run by its place in the list, and the one above it. undefined while they are not there yet. */
export const useRunAt = (list: ListQuery, index: number) => {
  const above = Math.max(0, index - 1)
  const { data } = useRunPage(list, Math.floor(index / rowsOfPage))
  const { data: dataAbove } = useRunPage(list, Math.floor(above / rowsOfPage))
  return {
    run: rowOf(data, index),
    before: index === 0 ? undefined : rowOf(dataAbove, above),
    isKnown: index === 0 || dataAbove !== undefined,
  }
}

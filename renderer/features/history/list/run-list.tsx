import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { clearFilter, groupings, setGrouping, useHistory } from '../history-state.ts'
import { SelectionBar } from '../selection/selection-bar.tsx'
import { FilterChips } from './filter-chips.tsx'
import { RunTable } from './run-table.tsx'
import { useRunPage } from './use-run-pages.ts'

const Toolbar = ({ count }: { count: ReactNode }) => {
  const { t } = useTranslation('history')
  const procedures = useProcedures()
  const grouping = useHistory((state) => state.grouping)
  const hasChosen = useHistory(({ chosen }) => chosen.size > 0)
  const { data: facets } = useQuery(procedures.lab.facets.queryOptions())
  return (
    <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1.5">
      {hasChosen ? (
        <SelectionBar />
      ) : (
        <>
          <Segmented
            label={t('group.label')}
            value={grouping}
            onChange={setGrouping}
            options={groupings.map((value) => ({ value, label: t(`group.${value}`) }))}
          />
          <FilterChips facets={facets} />
        </>
      )}
      <span role="status" className="ml-auto type-secondary text-ink2">
        {count}
      </span>
    </div>
  )
}

/** The runs, filtered and grouped; what there is to do with those that are chosen stands above them. */
export const RunList = ({ importButton }: { importButton: ReactNode }) => {
  const { t } = useTranslation('history')
  const filter = useDeferredValue(useHistory((state) => state.filter))
  const grouping = useHistory((state) => state.grouping)
  const list = useMemo(() => ({ filter, grouping }), [filter, grouping])
  const { data, error } = useRunPage(list, 0)
  const isFiltered = Object.keys(filter).length > 0
  if (error) return <ProblemNotice problem={problemOf(error)} />
  if (!data) return null
  if (data.total === 0 && !isFiltered) {
    return (
      <div className="-ml-4">
        <EmptyState action={importButton}>{t('empty')}</EmptyState>
      </div>
    )
  }
  return (
    <>
      <Toolbar count={t('count', { count: data.total, runs: formatNumber(data.total) })} />
      {data.total === 0 ? (
        <div className="-ml-4">
          <EmptyState action={<Button onClick={clearFilter}>{t('chip.clear')}</Button>}>{t('noMatch')}</EmptyState>
        </div>
      ) : (
        <RunTable list={list} total={data.total} />
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { labRunStateSchema } from '#contract/lab/run.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { changeFilter, useHistory } from '../history-state.ts'
import { DateFields } from './date-fields.tsx'
import { type Facet, FacetList } from './facet-list.tsx'
import { HistorySearch } from './history-search.tsx'

const origins = ['any', 'here', 'imported'] as const
const states = ['any', ...labRunStateSchema.options] as const

const Choices = () => {
  const { t } = useTranslation('history')
  const state = useHistory(({ filter }) => filter.state) ?? 'any'
  const isImported = useHistory(({ filter }) => filter.isImported)
  const origin = isImported === undefined ? 'any' : isImported ? 'imported' : 'here'
  return (
    <div className="flex flex-col gap-2 px-4 pt-2 pb-3">
      <Select
        label={t('filter.state')}
        className="w-full"
        value={state}
        options={states.map((value) => ({ value, label: value === 'any' ? t('anyState') : t(`state.${value}`) }))}
        onChange={(next) => changeFilter('state', next === 'any' ? undefined : next)}
      />
      <Select
        label={t('filter.isImported')}
        className="w-full"
        value={origin}
        options={origins.map((value) => ({ value, label: t(`origin.${value}`) }))}
        onChange={(next) => changeFilter('isImported', next === 'any' ? undefined : next === 'imported')}
      />
      <DateFields />
    </div>
  )
}

/** The contents column of the History: the search, and what there is to filter the runs by. */
export const HistoryContents = () => {
  const { t } = useTranslation('history')
  const procedures = useProcedures()
  const { data, error } = useQuery(procedures.lab.facets.queryOptions())
  const listId = useId()
  const backends: Facet[] = data?.backends.map((facet) => ({ ...facet, name: backendName(facet.value) })) ?? []
  function backendName(value: string): string {
    return t(`backend.${value}`, { defaultValue: value })
  }
  return (
    <>
      <div className="px-3 pt-3 pb-1">
        <HistorySearch />
      </div>
      <div
        id={listId}
        className="min-h-0 flex-1 overflow-y-auto pb-3 -outline-offset-2!"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
        tabIndex={0}
      >
        <Choices />
        {error && <ProblemNotice problem={problemOf(error)} className="mx-4" />}
        {data && (
          <>
            <FacetList of="modelName" facets={data.modelNames} />
            <FacetList of="quantization" facets={data.quantizations} />
            <FacetList of="machineFingerprint" facets={data.machines} />
            <FacetList of="backend" facets={backends} />
            <FacetList of="tag" facets={data.tags} />
          </>
        )}
      </div>
    </>
  )
}

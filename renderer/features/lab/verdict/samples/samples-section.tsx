import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { useProcedures } from '../../../../data/client-context.tsx'
import { problemOf } from '../../../../data/problem.ts'
import { formatNumber } from '../../../../i18n/format.ts'
import { ChartTable } from '../../../../ui/chart/chart-table.tsx'
import { Disclosure } from '../../../../ui/disclosure.tsx'
import { ProblemNotice } from '../../../../ui/problem-notice.tsx'
import { samplesTable } from './samples-table.ts'

const Samples = ({ runId }: { runId: string }) => {
  const { t } = useTranslation('labVerdict')
  const { t: tApp } = useTranslation('app')
  const procedures = useProcedures()
  const { data, error } = useQuery(procedures.lab.runWithSamples.queryOptions({ input: { runId } }))
  const table = useMemo(
    () =>
      data &&
      samplesTable(data, {
        column: (column) => t(`samples.column.${column}`),
        prompt: (prompt) => t(`prompt.${prompt}`),
        provenance: (provenance) => tApp(`provenance.${provenance}`),
        flag: (flag) => t(`flagShort.${flag}`),
      }),
    [data, t, tApp],
  )
  if (error) return <ProblemNotice problem={problemOf(error)} />
  if (!table) return null
  if (table.rows.length === 0) return <p className="type-empty text-ink2">{t('samples.none')}</p>
  return <ChartTable table={table} label={t('samples.title')} />
}

/** What each sample was, fifty at a time. They are asked for when they are wanted. */
export const SamplesSection = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('labVerdict')
  return (
    <Disclosure title={t('samples.title')} note={formatNumber(run.sampleCount)}>
      <Samples runId={run.id} />
    </Disclosure>
  )
}

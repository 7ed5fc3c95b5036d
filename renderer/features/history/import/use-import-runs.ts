import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { showToast } from '../../../ui/toast.tsx'
import { importFiles } from './import-runs.ts'

/** Takes files with runs, and says how many runs there were. */
export const useImportRuns = (): ((files: readonly File[]) => Promise<void>) => {
  const { t } = useTranslation('history')
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  return useCallback(
    async (files) => {
      const runs = await importFiles(files, (file) => client.lab.import(file))
      if (runs.length === 0) return
      showToast({ title: t('import.done', { count: runs.length, runs: formatNumber(runs.length) }) })
      for (const { key } of [procedures.lab.list, procedures.lab.facets]) {
        void queries.invalidateQueries({ queryKey: key() })
      }
    },
    [client, procedures, queries, t],
  )
}

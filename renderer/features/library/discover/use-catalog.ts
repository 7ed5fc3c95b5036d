import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useProcedures } from '../../../data/client-context.tsx'
import { useDownloadsState, useModelsState } from '../../../stores/stores.tsx'

/**
 * The curated models that ship with the app. Read anew when a model comes or goes or has answered, which their speed here is estimated
 * from; no request leaves the machine for it.
 */
export const useCatalog = () => {
  const procedures = useProcedures()
  const models =
    useModelsState((state) =>
      state.models.map(({ id, measuredRate }) => `${id} ${measuredRate?.answers ?? 0}`).join(' '),
    ) ?? ''
  const downloads = useDownloadsState((state) => state.downloads.map((download) => download.id).join(' ')) ?? ''
  const options = procedures.catalog.list.queryOptions({ staleTime: 60_000 })
  return useQuery({
    ...options,
    queryKey: [...options.queryKey, models, downloads],
    placeholderData: keepPreviousData,
  })
}

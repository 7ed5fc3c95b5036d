import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { useClient, useProcedures } from '../../data/client-context.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { showToast } from '../../ui/toast.tsx'

/** What can be done with a model of the library. */
export const useModelActions = () => {
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const { t } = useTranslation('library')
  return {
    /** Loads it as its profile and the settings say, and makes it the chosen one. Rejects with what went wrong. */
    load: (modelId: string) => client.engine.load({ modelId }),
    choose: (modelId: string) => client.models.choose({ modelId }).catch(reportProblem),
    /** Changes what the user says of it. A null name goes back to the file's own. */
    annotate: async (
      modelId: string,
      change: { name?: string | null; notes?: string; tags?: string[]; isFavourite?: boolean },
    ): Promise<void> => {
      try {
        await client.models.annotate({ modelId, ...change })
        const { notes } = change
        if (notes === undefined) return
        // The other words come back with the models' state; reading the whole header again for the notes would be waste.
        queries.setQueryData(procedures.models.details.queryKey({ input: { modelId } }), (known) =>
          known ? { ...known, notes } : undefined,
        )
      } catch (error) {
        reportProblem(error)
      }
    },
    hash: (modelId: string) => client.models.hash({ modelId }).catch(reportProblem),
    reveal: (modelId: string) => client.models.reveal({ modelId }).catch(reportProblem),
    /** Moves its files to the system's trash, after the time in which that can be taken back. Rejects with what went wrong. */
    moveToTrash: async (model: Pick<Model, 'id' | 'name'>): Promise<void> => {
      await client.models.moveToTrash({ modelId: model.id })
      showToast({
        title: t('trashed', { name: model.name }),
        description: t('trashedSoon'),
        undo: () => void client.models.restore({ modelId: model.id }).catch(reportProblem),
      })
    },
    unload: (modelId: string) => client.engine.unload({ modelId }).catch(reportProblem),
    fetchStarter: () => client.models.fetchStarter().catch(reportProblem),
    /** Forgets it and offers to take that back. The file stays. */
    remove: async (model: Pick<Model, 'id' | 'name'>): Promise<void> => {
      try {
        await client.models.remove({ modelId: model.id })
        showToast({
          title: t('removed', { name: model.name }),
          description: t('removedFileStays'),
          undo: () => void client.models.restore({ modelId: model.id }).catch(reportProblem),
        })
      } catch (error) {
        reportProblem(error)
      }
    },
  }
}

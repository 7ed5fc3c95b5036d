import { useTranslation } from 'react-i18next'
import type { LoadOptions } from '#contract/engine.ts'
import type { Model } from '#contract/models.ts'
import { useClient } from '../../data/client-context.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { showToast } from '../../ui/toast.tsx'

/** What can be done with a model of the library. */
export const useModelActions = () => {
  const client = useClient()
  const { t } = useTranslation('library')
  return {
    /** Loads it with these options and makes it the chosen one. Rejects with what went wrong. */
    load: (modelId: string, options: LoadOptions) => client.engine.load({ modelId, options }),
    choose: (modelId: string) => client.models.choose({ modelId }).catch(reportProblem),
    unload: () => client.engine.unload().catch(reportProblem),
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

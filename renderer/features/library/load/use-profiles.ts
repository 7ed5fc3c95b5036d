import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LoadProfile } from '#contract/profiles.ts'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { showToast } from '../../../ui/toast.tsx'

const none: readonly LoadProfile[] = []

/** A model's profiles and what can be done with them. `save` rejects with what went wrong; the rest says it in a toast. */
export const useProfiles = (modelId: string) => {
  const { t } = useTranslation('picker')
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const { data } = useQuery(procedures.profiles.list.queryOptions({ input: { modelId } }))
  const readAgain = () => queries.invalidateQueries({ queryKey: procedures.profiles.list.key({ input: { modelId } }) })
  const save = async (profile: Omit<LoadProfile, 'id'> & { id?: string }): Promise<LoadProfile> => {
    const saved = await client.profiles.save(profile)
    await readAgain()
    return saved
  }
  const remove = async (profile: LoadProfile): Promise<void> => {
    try {
      await client.profiles.remove({ id: profile.id })
      await readAgain()
      const { id: _gone, ...content } = profile
      showToast({
        title: t('profile.removed', { name: profile.name }),
        undo: () => void save(content).catch(reportProblem),
      })
    } catch (error) {
      reportProblem(error)
    }
  }
  return { profiles: data ?? none, save, remove }
}

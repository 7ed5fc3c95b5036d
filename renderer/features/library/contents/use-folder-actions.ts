import { useTranslation } from 'react-i18next'
import type { DetectedFolder, LibraryFolder } from '#contract/folders.ts'
import { useClient } from '../../../data/client-context.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { showToast } from '../../../ui/toast.tsx'
import { folderName } from './folder-name.ts'

/** What can be done with the folders of the library. */
export const useFolderActions = () => {
  const client = useClient()
  const { t } = useTranslation('folders')
  const added = (folder: LibraryFolder) =>
    showToast({ title: t('added', { name: folderName(folder, t) }), description: t('addedStays') })
  return {
    added,
    rescan: () => client.folders.rescan().catch(reportProblem),
    addDetected: (folder: DetectedFolder) => client.folders.addDetected({ id: folder.id }).then(added, reportProblem),
    /** Takes it out with its models and offers to take that back. Nothing on the disk changes. */
    remove: async (folder: LibraryFolder): Promise<void> => {
      try {
        await client.folders.remove({ id: folder.id })
        showToast({
          title: t('removed', { name: folderName(folder, t) }),
          description: t('removedStays'),
          undo: () => void client.folders.add({ path: folder.path }).catch(reportProblem),
        })
      } catch (error) {
        reportProblem(error)
      }
    },
  }
}

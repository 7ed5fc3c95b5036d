import { useTranslation } from 'react-i18next'
import { useClient } from '../../../data/client-context.tsx'
import { useStores } from '../../../stores/stores.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { showToast } from '../../../ui/toast.tsx'
import type { DroppedItem } from './dropped-items.ts'
import { type ImportJob, importQueue } from './import-queue.ts'
import { sendFile } from './send-file.ts'

/** Brings what was dropped or chosen into the library. A single model is chosen, too, as one that was opened is. */
export const useImport = (): ((items: readonly DroppedItem[]) => Promise<void>) => {
  const { t } = useTranslation('imports')
  const client = useClient()
  const stores = useStores()

  const jobOf = (item: DroppedItem): ImportJob => {
    if (item.kind === 'file') {
      const { file } = item
      return {
        name: file.name,
        sizeBytes: file.size,
        run: async (options) => (await sendFile(file, options)).modelId,
      }
    }
    const { name, path, isFolder } = item
    const addFolder = async () => {
      await client.folders.add({ path })
      showToast({ title: t('folderAdded', { name }), description: t('folderAddedNext') })
      return null
    }
    const addFile = async () => (await client.models.add({ path })).id
    return { name, sizeBytes: null, run: isFolder ? addFolder : addFile }
  }

  const sayAdded = async (ids: readonly string[]): Promise<void> => {
    const [only] = ids
    if (only === undefined) return
    if (ids.length > 1) return void showToast({ title: t('addedMany', { count: ids.length }) })
    await client.models.choose({ modelId: only })
    const name = stores.models.getState()?.models.find(({ id }) => id === only)?.name
    showToast({ title: t('added', { name: name ?? t('theModel') }), description: t('addedNext') })
  }

  return async (items) => {
    if (items.length === 0) return void showToast({ title: t('nothing'), description: t('nothingNext') })
    await sayAdded(await importQueue.add(items.map(jobOf))).catch(reportProblem)
  }
}

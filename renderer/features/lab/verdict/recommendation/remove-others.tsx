import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { Model } from '#contract/models.ts'
import { useClient } from '../../../../data/client-context.tsx'
import { formatFileSize } from '../../../../i18n/format.ts'
import { useFoldersState, useModelsState } from '../../../../stores/stores.tsx'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx'
import { reportProblem } from '../../../../ui/report-problem.ts'
import { showToast } from '../../../../ui/toast.tsx'
import { removableModels } from './removable-models.ts'

const sizeOf = (models: readonly Model[]): string =>
  formatFileSize(models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))

/** Frees the disk of the quantizations that were not chosen, with a way back. */
export const RemoveOthers = ({ run, keptId }: { run: LabRun; keptId: string | null }) => {
  const { t } = useTranslation('labVerdict')
  const client = useClient()
  const [isAsking, setIsAsking] = useState(false)
  const models = useModelsState((state) => state.models)
  const folders = useFoldersState((state) => state.folders)
  const others = removableModels(run, keptId, models ?? [], folders ?? [])
  const isKeptThere = models?.some(({ id, isReachable }) => id === keptId && isReachable) === true
  if (others.length === 0 || !isKeptThere) return null
  const remove = async () => {
    const moved: Model[] = []
    for (const model of others) {
      try {
        await client.models.moveToTrash({ modelId: model.id })
        moved.push(model)
      } catch (error) {
        reportProblem(error)
      }
    }
    if (moved.length === 0) return
    showToast({
      title: t('remove.done', { count: moved.length, size: sizeOf(moved) }),
      undo: () => {
        for (const { id } of moved) void client.models.restore({ modelId: id }).catch(reportProblem)
      },
    })
  }
  return (
    <>
      <Button variant="text" size="compact" onClick={() => setIsAsking(true)}>
        {t('remove.others', { count: others.length, size: sizeOf(others) })}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('remove.title', { count: others.length })}
        action={t('remove.action', { size: sizeOf(others) })}
        onConfirm={() => void remove()}
      >
        <p>{t('remove.explained')}</p>
        <ul className="mt-2 flex flex-col gap-0.5">
          {others.map(({ id, fileName, sizeBytes }) => (
            <li key={id} className="flex justify-between gap-4">
              <span className="min-w-0 truncate" title={fileName}>
                {fileName}
              </span>
              <span className="type-figure">{formatFileSize(sizeBytes)}</span>
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  )
}

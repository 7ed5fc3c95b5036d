import type { LibraryFolder } from '#contract/folders.ts'
import type { LabRun } from '#contract/lab/run.ts'
import type { Model } from '#contract/models.ts'

/**
 * The models of a run, but for the one that is kept, whose files Wattle may delete: those in its own folder or one that the user gave it, and
 * never those of another program.
 */
export function removableModels(
  { variants }: Pick<LabRun, 'variants'>,
  keptId: string | null,
  models: readonly Model[],
  folders: readonly Pick<LibraryFolder, 'id' | 'kind'>[],
): Model[] {
  const compared = new Set(variants.map(({ model }) => model.modelId))
  return models.filter(({ id, folderId, isReachable }) => {
    const kind = folderId === null ? 'added' : folders.find((folder) => folder.id === folderId)?.kind
    return compared.has(id) && id !== keptId && isReachable && (kind === 'own' || kind === 'added')
  })
}

import type { DownloadsState } from '#contract/downloads.ts'
import type { LoadOptions } from '#contract/engine.ts'
import type { ModelLibrary } from '../library/model-library.ts'
import type { RateBook } from '../library/rate-book.ts'
import type { OfferContext } from './offered-model.ts'

type Known = {
  models: Pick<ModelLibrary, 'freeMemory' | 'findBySha256'>
  rates: Pick<RateBook, 'estimate'>
  load: LoadOptions
  downloads: DownloadsState['downloads']
}

/** What this machine, its library and its queue say of an offer, as they are now. */
export function offerContext({ models, rates, load, downloads }: Known): OfferContext {
  return {
    load,
    memory: models.freeMemory(),
    estimateRate: (sizeBytes, activeShare) => rates.estimate(sizeBytes, activeShare),
    modelWith: (sha256) => models.findBySha256(sha256)?.id ?? null,
    downloadOf: (repository, paths) => downloadOf(downloads, repository, paths),
  }
}

/** The download of these very files that is on its way or has failed; those that are done or were cancelled are over. */
function downloadOf(downloads: Known['downloads'], repository: string, paths: readonly string[]): string | null {
  const names = new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))
  const found = downloads.find(
    ({ source, state, files }) =>
      source.type === 'hugging-face' &&
      source.repository === repository &&
      state !== 'done' &&
      state !== 'cancelled' &&
      files.length === names.size &&
      files.every(({ fileName }) => names.has(fileName)),
  )
  return found?.id ?? null
}

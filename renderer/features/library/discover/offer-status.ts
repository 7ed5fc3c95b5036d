import type { Download } from '#contract/downloads.ts'
import type { Model } from '#contract/models.ts'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import { hasEnded } from '../downloads/download-figures.ts'

/** Where an offered quantization stands: in the library, on its way, or to be had. */
export type OfferStatus =
  | { kind: 'installed'; modelId: string }
  | { kind: 'underWay'; download: Download }
  | { kind: 'available' }

const isOf = (download: Download, offer: OfferedModel, quantization: OfferedQuantization): boolean =>
  download.id === quantization.downloadId ||
  (download.source.type === 'hugging-face' &&
    download.source.repository === offer.repository &&
    download.quantization === quantization.name)

/** The status now: the offer may have been read long before a download of it began or ended. */
export const offerStatus = (
  offer: OfferedModel,
  quantization: OfferedQuantization,
  models: readonly Model[],
  downloads: readonly Download[],
): OfferStatus => {
  const own = downloads.filter((download) => isOf(download, offer, quantization))
  const modelIds = [quantization.modelId, ...own.map((download) => download.modelId)]
  const model = models.find((candidate) => modelIds.includes(candidate.id))
  if (model) return { kind: 'installed', modelId: model.id }
  const underWay = own.find((download) => !hasEnded(download) || download.state === 'failed')
  return underWay ? { kind: 'underWay', download: underWay } : { kind: 'available' }
}

/** The quantization that an offer's line speaks of: the recommended one, else the smallest. */
export const shownQuantization = (offer: OfferedModel): OfferedQuantization | undefined =>
  offer.quantizations.find((quantization) => quantization.name === offer.recommended) ?? offer.quantizations.at(-1)

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')

/** The offer of the model that a ladder is of: one of its files is in it, or it has its name. */
export const offerOfLadder = (
  ladder: { name: string; models: readonly Pick<Model, 'id' | 'ladderName'>[] },
  offers: readonly OfferedModel[],
): OfferedModel | undefined => {
  const ids = new Set(ladder.models.map((model) => model.id))
  const names = new Set([ladder.name, ...ladder.models.map((model) => model.ladderName)].map(plainName))
  return (
    offers.find((offer) => offer.quantizations.some(({ modelId }) => modelId !== null && ids.has(modelId))) ??
    offers.find((offer) => names.has(plainName(offer.name)))
  )
}

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

/**
 * The status now: the offer may have been read long before a download of it began or ended. A model whose file is gone can be had again.
 */
export const offerStatus = (
  offer: OfferedModel,
  quantization: OfferedQuantization,
  models: readonly Model[],
  downloads: readonly Download[],
): OfferStatus => {
  const own = downloads.filter((download) => isOf(download, offer, quantization))
  const modelIds = [quantization.modelId, ...own.map((download) => download.modelId)]
  const model = models.find((candidate) => candidate.isReachable && modelIds.includes(candidate.id))
  if (model) return { kind: 'installed', modelId: model.id }
  const underWay = own.find((download) => !hasEnded(download) || download.state === 'failed')
  return underWay ? { kind: 'underWay', download: underWay } : { kind: 'available' }
}

/** The quantization that an offer's line speaks of: the recommended one, else the smallest. */
export const shownQuantization = (offer: OfferedModel): OfferedQuantization | undefined =>
  offer.quantizations.find((quantization) => quantization.name === offer.recommended) ?? offer.quantizations.at(-1)

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')

type NamedLadder = { id: string; name: string; models: readonly Pick<Model, 'id' | 'ladderName'>[] }

/** The offers of the models that ladders are of, by the ladder's id: of one of its files, else of its name. */
export const matchOffers = (
  ladders: readonly NamedLadder[],
  offers: readonly OfferedModel[],
): ReadonlyMap<string, OfferedModel> => {
  const byName = new Map(offers.map((offer) => [plainName(offer.name), offer]))
  const byModel = new Map(
    offers.flatMap((offer) =>
      offer.quantizations.flatMap(({ modelId }) => (modelId === null ? [] : [[modelId, offer] as const])),
    ),
  )
  const offerOf = ({ name, models }: NamedLadder): OfferedModel | undefined => {
    const own = models.find((model) => byModel.has(model.id))
    if (own) return byModel.get(own.id)
    const names = [name, ...new Set(models.map((model) => model.ladderName))].map(plainName)
    const known = names.find((plain) => byName.has(plain))
    return known === undefined ? undefined : byName.get(known)
  }
  return new Map(
    ladders.flatMap((ladder) => {
      const offer = offerOf(ladder)
      return offer ? [[ladder.id, offer] as const] : []
    }),
  )
}

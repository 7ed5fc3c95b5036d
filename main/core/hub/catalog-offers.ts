import type { OfferedModel } from '#contract/offers.ts'
import { type CatalogModel, catalog, type ListedFile } from '../library/catalog.ts'
import { recommendedOf } from './offer-order.ts'
import { type OfferContext, offeredQuantization } from './offered-model.ts'

/** Fields of an entry that an offer does not show. */
const unoffered = new Set(['chatFormat', 'activeParameterCount'])

type PageUrl = (repository: string) => string

/** The catalogue's entries as offers, in its order. `pageUrl` tells a repository's page. */
export function catalogOffers(pageUrl: PageUrl, context: OfferContext): OfferedModel[] {
  return catalog.models.map((model) => catalogOffer(model, pageUrl, context))
}

function catalogOffer(model: CatalogModel, pageUrl: PageUrl, context: OfferContext): OfferedModel {
  const repository = model.files.map(repositoryOf).find((found) => found !== null) ?? ''
  const described = {
    repository,
    name: model.name,
    parameterCount: model.parameterCount,
    activeParameterCount: model.activeParameterCount,
    contextTokens: model.contextTokens,
  }
  const quantizations = model.files.map((file) => {
    const sizeBytes = offeredSizeBytes(file)
    const files = [{ path: pathOf(file), sizeBytes, sha256: file.sha256 }]
    return offeredQuantization({ name: file.quantization, files, sizeBytes }, described, context)
  })
  return {
    repository,
    catalogId: model.id,
    name: model.name,
    author: repository.split('/')[0] ?? '',
    descriptionKey: model.descriptionKey,
    licence: model.licence,
    gated: 'unknown',
    likes: null,
    downloads: null,
    updatedAtMs: null,
    architecture: model.architecture,
    parameterCount: model.parameterCount,
    contextTokens: model.contextTokens,
    pageUrl: pageUrl(repository),
    quantizations,
    recommended: recommendedOf(quantizations, context.memory),
    unchecked: ['gated', ...model.unchecked.filter((field) => !unoffered.has(field))],
  }
}

/** To the byte where it is known; else as the page rounds it, and then `sizeBytes` is among what is unchecked. */
function offeredSizeBytes({ sizeBytes, statedSizeGB }: ListedFile): number | null {
  if (sizeBytes !== null) return sizeBytes
  return statedSizeGB === null ? null : Math.round(statedSizeGB * 1e9)
}

function repositoryOf({ sources }: ListedFile): string | null {
  return hubSourceOf(sources)?.repository ?? null
}

function pathOf({ fileName, sources }: ListedFile): string {
  return hubSourceOf(sources)?.file ?? fileName
}

function hubSourceOf(sources: ListedFile['sources']) {
  for (const source of sources) if (source.type === 'hugging-face') return source
  return null
}

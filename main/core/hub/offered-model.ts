import type { LoadOptions } from '#contract/engine.ts'
import type { OfferedFile, OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import type { FitMemory } from '../fit/fit-memory.ts'
import { shownText } from '../shown-text.ts'
import { activeParameters } from './active-parameters.ts'
import type { ModelAnswer } from './hub-answers.ts'
import { recommendedOf } from './offer-order.ts'
import { type QuantizationGroup, quantizationGroups } from './quantization-groups.ts'
import { sizeFit } from './size-fit.ts'

/** What is known here, and makes an offer one for this machine. */
export type OfferContext = {
  load: LoadOptions
  memory: FitMemory
  /** Decode rate to be expected of a model of this size, of which a token needs this share; null where nothing was measured yet. */
  estimateRate: (sizeBytes: number, activeShare: number) => { low: number; high: number } | null
  /** The model in the library with this very content. */
  modelWith: (sha256: string) => string | null
  /** The download of these files that is in the queue. */
  downloadOf: (repository: string, paths: readonly string[]) => string | null
}

type Described = {
  repository: string
  name: string
  parameterCount: number | null
  /** Those that one token needs, where it is known that they are not all. */
  activeParameterCount: number | null
  contextTokens: number | null
}

/** A repository of the hub as an offer. */
export function offeredModel(answer: ModelAnswer, pageUrl: string, context: OfferContext): OfferedModel {
  const [author = '', name = ''] = answer.id.split('/')
  const parameterCount = answer.gguf?.total || null
  const described = {
    repository: answer.id,
    name: name.replace(/[-_.]gguf$/i, ''),
    parameterCount,
    activeParameterCount: activeParameters(name, parameterCount),
    contextTokens: answer.gguf?.context_length ?? null,
  }
  const groups = quantizationGroups(answer.siblings ?? [])
  const quantizations = groups.map((group) => offeredQuantization(group, described, context))
  return {
    repository: described.repository,
    catalogId: null,
    name: described.name,
    author,
    descriptionKey: null,
    licence: licenceOf(answer),
    gated: gatedOf(answer.gated),
    likes: answer.likes ?? null,
    downloads: answer.downloads ?? null,
    updatedAtMs: answer.lastModified ?? null,
    architecture: answer.gguf?.architecture ? shownText(answer.gguf.architecture, 60) : null,
    parameterCount,
    contextTokens: described.contextTokens,
    pageUrl,
    quantizations,
    recommended: recommendedOf(quantizations, context.memory),
    unchecked: [],
  }
}

/** One quantization with what it means for this machine. */
export function offeredQuantization(
  { name, files, sizeBytes }: QuantizationGroup,
  { repository, parameterCount, activeParameterCount, contextTokens }: Described,
  context: OfferContext,
): OfferedQuantization {
  const activeShare = parameterCount && activeParameterCount ? activeParameterCount / parameterCount : 1
  const paths = files.map(({ path }) => path)
  return {
    name,
    files: [...files],
    sizeBytes,
    bitsPerWeight: sizeBytes && parameterCount ? (sizeBytes * 8) / parameterCount : null,
    fit: sizeFit({ sizeBytes, parameterCount, contextTokens }, context.load, context.memory),
    estimatedRate: sizeBytes === null ? null : context.estimateRate(sizeBytes, activeShare),
    modelId: modelIdOf(files, context),
    downloadId: context.downloadOf(repository, paths),
  }
}

/** A split model is known by its first part. */
function modelIdOf([first]: readonly OfferedFile[], { modelWith }: OfferContext): string | null {
  return first?.sha256 ? modelWith(first.sha256) : null
}

function gatedOf(gated: ModelAnswer['gated']): OfferedModel['gated'] {
  if (gated === false) return 'no'
  return gated ?? 'unknown'
}

/** The card's own name for a licence of its own, else the identifier, which stands among the tags too. */
function licenceOf({ cardData, tags }: ModelAnswer): string | null {
  const tagged = tags?.find((tag) => tag.startsWith('license:'))?.slice('license:'.length)
  const identifier = cardData?.license ?? tagged
  const licence = identifier === 'other' ? (cardData?.license_name ?? identifier) : identifier
  return licence ? shownText(licence, 80) : null
}

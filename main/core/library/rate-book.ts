import type { Model } from '#contract/models.ts'
import type { AnswerRate, AnswerRateRepository } from '../ports/answer-rate-repository.ts'

/** Newer answers than these tell enough, and older ones of another machine or engine. */
const recentAnswers = 1000
/** Files are alike in speed where neither is more than so many times the other: a small one is bound by other things than memory. */
const alikeFactor = 4
/** An estimate is never said to be closer than this, of files that are alike in size or are not. */
const leastSpread = { alike: 0.2, other: 0.5 }

/** How fast models were here. Decoding reads all active weights once a token, so that size times rate is what the memory delivers. */
export class RateBook {
  readonly #repository: AnswerRateRepository
  #recent: AnswerRate[] | null = null

  constructor(repository: AnswerRateRepository) {
    this.#repository = repository
  }

  /** An answer has ended: what was read is old. */
  noteAnswered(): void {
    this.#recent = null
  }

  /** Median decode rate over the recent answers of each model, by model id. */
  measuredRates(): ReadonlyMap<string, NonNullable<Model['measuredRate']>> {
    const rates = new Map<string, number[]>()
    for (const { modelId, tokensPerSecond } of this.#read()) {
      const ofModel = rates.get(modelId) ?? []
      ofModel.push(tokensPerSecond)
      rates.set(modelId, ofModel)
    }
    return new Map([...rates].map(([id, list]) => [id, { tokensPerSecond: quantile(list, 0.5), answers: list.length }]))
  }

  /** Bytes of weights a second that recent answers read; null before the first. */
  effectiveBandwidth(): number | null {
    const bandwidths = this.#read().map(bandwidthOf)
    return bandwidths.length === 0 ? null : quantile(bandwidths, 0.5)
  }

  /**
   * The decode rate that a file of this size is likely to reach here, in tokens a second; null before the first answer, and for what is far
   * smaller than all that answered. `activeShare`: the part of the weights that a token needs, less than 1 for a mixture of experts.
   */
  estimate(sizeBytes: number, activeShare = 1): { low: number; high: number } | null {
    const readBytes = sizeBytes * activeShare
    const all = this.#read()
    if (all.length === 0 || readBytes <= 0) return null
    const alike = all.filter(({ modelSizeBytes }) => {
      const factor = modelSizeBytes / readBytes
      return factor <= alikeFactor && factor >= 1 / alikeFactor
    })
    // What is much smaller is no longer bound by memory: by this it would write tens of thousands of tokens a second.
    const isSmaller = all.every(({ modelSizeBytes }) => modelSizeBytes > readBytes)
    if (alike.length === 0 && isSmaller) return null
    const bandwidths = (alike.length > 0 ? alike : all).map(bandwidthOf)
    const spread = alike.length > 0 ? leastSpread.alike : leastSpread.other
    const median = quantile(bandwidths, 0.5)
    return {
      low: Math.min(quantile(bandwidths, 0.25), median * (1 - spread)) / readBytes,
      high: Math.max(quantile(bandwidths, 0.75), median * (1 + spread)) / readBytes,
    }
  }

  #read(): AnswerRate[] {
    this.#recent ??= this.#repository.recent(recentAnswers)
    return this.#recent
  }
}

function bandwidthOf({ modelSizeBytes, tokensPerSecond }: AnswerRate): number {
  return modelSizeBytes * tokensPerSecond
}

/** Of a list that is not empty: the value at this share of it, between two where it falls so. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place % 1)
}

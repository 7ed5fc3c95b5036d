import type { LabQuality, LabRun, LabVariant } from '#contract/lab/run.ts'
import type { LabComparison, QualityComparison } from '#contract/lab/verdict.ts'
import { differenceOf } from '../statistics/difference.ts'
import { pairedRatio, type Ratio, ratioOfLogs } from '../statistics/log-ratio.ts'
import { byBlock, type SampleTable } from './sample-table.ts'

/** Each other variant against the baseline in each test that both have, paired within blocks. */
export function comparisonsOf(
  run: Pick<LabRun, 'variants' | 'tests'>,
  table: SampleTable,
  baseline: number,
): LabComparison[] {
  return run.variants.flatMap((_, variant) => {
    if (variant === baseline) return []
    return run.tests.flatMap((_, test) => {
      const rate = ({ tokensPerSecond }: { tokensPerSecond: number }) => tokensPerSecond
      const ratio = pairedRatio(
        commonPairs(byBlock(table.of(variant, test), rate), byBlock(table.of(baseline, test), rate)),
      )
      if (ratio === null) return []
      const { value, interval95, count } = ratio
      return [{ variant, test, ratio: { value, interval95 }, difference: differenceOf(ratio), pairs: count }]
    })
  })
}

/** Each other variant that has quality against the baseline, where that has it too. */
export function qualityComparisonsOf(run: Pick<LabRun, 'variants' | 'quality'>, baseline: number): QualityComparison[] {
  const against = run.quality.find(({ variant }) => variant === baseline)
  if (against === undefined) return []
  return run.quality.flatMap((quality): QualityComparison[] => {
    if (quality.variant === baseline) return []
    const ratio = canBeRanked(run.variants[quality.variant], run.variants[baseline])
      ? perplexityRatio(quality, against)
      : null
    if (ratio?.interval95 == null) return [{ variant: quality.variant, perplexityRatio: null, difference: null }]
    const { value, interval95 } = ratio
    return [{ variant: quality.variant, perplexityRatio: { value, interval95 }, difference: differenceOf(ratio) }]
  })
}

/** Perplexities of different tokenizers count different tokens: one says nothing of the other. */
export function canBeRanked(one: LabVariant | undefined, other: LabVariant | undefined): boolean {
  return one !== undefined && one.model.tokenizerHash !== '' && one.model.tokenizerHash === other?.model.tokenizerHash
}

/** Perplexity ÷ another's over the chunks that both have been evaluated on: by `exp` of each chunk's difference of mean log-likelihoods. */
export function perplexityRatio(of: LabQuality, to: LabQuality): Ratio | null {
  const meanNll = ({ chunks }: LabQuality) => new Map(chunks.map((chunk) => [chunk.chunk, chunk.meanNll]))
  return ratioOfLogs(commonPairs(meanNll(of), meanNll(to)).map(([one, other]) => one - other))
}

/** The figures of what both have. */
export function commonPairs(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): [number, number][] {
  return [...one].flatMap(([key, figure]): [number, number][] => {
    const partner = other.get(key)
    return partner === undefined ? [] : [[figure, partner]]
  })
}

/** Variants whose perplexities may be ranked against each other, those without quality left out. An unknown tokenizer stands alone. */
export function tokenizerGroups({ variants, quality }: Pick<LabRun, 'variants' | 'quality'>): number[][] {
  const groups = new Map<string, number[]>()
  for (const variant of quality.map((each) => each.variant).sort((one, other) => one - other)) {
    const hash = variants[variant]?.model.tokenizerHash
    if (hash === undefined) continue
    const key = hash === '' ? `unknown ${variant}` : hash
    groups.set(key, [...(groups.get(key) ?? []), variant])
  }
  return [...groups.values()]
}

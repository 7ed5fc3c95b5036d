import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import type { FitMemory } from '../fit/fit-memory.ts'

/*
 * What this machine runs well comes first. A model stands where its best quantization stands:
 *
 *   0  fits, with at least four bits a weight, and is likely to write as fast as people read
 *   1  tight, and else as above
 *   2  fits or is tight with fewer bits alone, which answers feel
 *   3  fits or is tight, but is likely to write slower than people read
 *   4  part of it would lie outside the GPU
 *   5  nobody can tell: a size or the free memory is not known
 *   6  does not fit
 *
 * How fast it is likely to be is reckoned from answers that were measured here. Before the first one everything counts as fast enough on a
 * GPU, and on a CPU what a common memory of 20 GB/s reads often enough.
 * Of those that are slow the quickest comes first. Among equals the one that more people fetch comes first, then the one with more parameters.
 */

/** Below this, answers become noticeably worse. */
const leastUsefulBits = 4
/** Above this (Q8_0 has 8.5), answers do not get better, only slower. */
const mostUsefulBits = 9
/** Some 230 English words a minute. */
const readingTokensPerSecond = 5
const commonMemoryBytesPerSecond = 20e9

type Judged = Pick<OfferedQuantization, 'name' | 'sizeBytes' | 'bitsPerWeight' | 'fit' | 'estimatedRate'>

/** Models in the order above, for a machine with this memory. */
export function byFit(models: readonly OfferedModel[], memory: FitMemory): OfferedModel[] {
  const ranked = models.map((model) => {
    const rank = rankOf(model.quantizations, memory)
    return { model, rank, slowRate: rank === 3 ? bestRate(model.quantizations) : 0 }
  })
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.slowRate - a.slowRate ||
      (b.model.downloads ?? 0) - (a.model.downloads ?? 0) ||
      (b.model.parameterCount ?? 0) - (a.model.parameterCount ?? 0),
  )
  return ranked.map(({ model }) => model)
}

/**
 * The quantization that this machine runs best: the largest that fits, but none that only makes it slower, and none too slow to read
 * where a smaller one is not. null where none fits.
 */
export function recommendedOf(quantizations: readonly Judged[], memory: FitMemory): string | null {
  const fitting = quantizations
    .filter(({ fit }) => fit.verdict === 'fits')
    .toSorted((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0))
  const useful = fitting.filter((quantization) => bitsOf(quantization) <= mostUsefulBits)
  return (useful.find((quantization) => isQuick(quantization, memory)) ?? useful[0] ?? fitting.at(-1))?.name ?? null
}

function rankOf(quantizations: readonly Judged[], memory: FitMemory): number {
  return Math.min(6, ...quantizations.map((quantization) => rankOfOne(quantization, memory)))
}

function bestRate(quantizations: readonly Judged[]): number {
  return Math.max(0, ...quantizations.map(({ estimatedRate }) => estimatedRate?.high ?? 0))
}

function rankOfOne(quantization: Judged, memory: FitMemory): number {
  const isUseful = bitsOf(quantization) >= leastUsefulBits
  switch (quantization.fit.verdict) {
    case 'fits':
      return whereItFits(0)
    case 'tight':
      return whereItFits(1)
    case 'partial-offload':
      return 4
    case 'unknown':
      return 5
    case 'wont-fit':
      return 6
  }

  function whereItFits(rank: number): number {
    if (!isQuick(quantization, memory)) return 3
    return isUseful ? rank : 2
  }
}

function isQuick({ estimatedRate, sizeBytes }: Judged, { gpu }: FitMemory): boolean {
  if (estimatedRate !== null) return estimatedRate.high >= readingTokensPerSecond
  return gpu !== null || (sizeBytes ?? 0) * readingTokensPerSecond <= commonMemoryBytesPerSecond
}

/** Bits a weight: measured where the parameters are known, else those in the name, else as if they were useful ones. */
function bitsOf({ bitsPerWeight, name }: Judged): number {
  if (bitsPerWeight !== null) return bitsPerWeight
  const named = /(?:^|[^A-Z])(?:I?Q|BF|F|FP|TQ)(\d+)/i.exec(name)?.[1]
  return named === undefined ? leastUsefulBits : Number(named)
}

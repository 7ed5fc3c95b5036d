import type { LabQuality, QualityChunk } from '#contract/lab/run.ts'
import type { QualityTokens } from '../../ports/lab-engine.ts'
import { covarianceOfMeans, meanOf, percentileOf } from './moments.ts'

/**
 * The figures of one variant from the positions of its chunks, by the definitions of llama-perplexity. Each position counts alike. null where
 * there is no position.
 */
export function qualityFigures(
  variant: number,
  chunks: readonly QualityTokens[],
  { isComplete }: { isComplete: boolean },
): LabQuality | null {
  const ordered = [...chunks].sort((one, other) => one.chunk - other.chunk)
  const nll = ordered.flatMap((tokens) => tokens.nll)
  if (nll.length === 0) return null
  const { value, uncertainty } = meanOf(nll)
  const perplexity = Math.exp(value)
  return {
    variant,
    isComplete,
    chunks: ordered.map(chunkSums),
    tokens: nll.length,
    perplexity: { value: perplexity, uncertainty: perplexity * uncertainty },
    against: figuresAgainst(nll, ordered),
    durationMs: ordered.reduce((sum, { durationMs }) => sum + durationMs, 0),
  }
}

/** Each chunk by itself. */
function chunkSums({ chunk, nll, kl, sameTop }: QualityTokens): QualityChunk {
  return {
    chunk,
    tokens: nll.length,
    meanNll: meanOf(nll).value,
    meanKl: kl.length === 0 ? null : meanOf(kl).value,
    sameTop: sameTop.length === 0 ? null : shareOf(sameTop),
  }
}

/** null where not every chunk was put against the reference. */
function figuresAgainst(nll: readonly number[], chunks: readonly QualityTokens[]): LabQuality['against'] {
  const kl = chunks.flatMap((tokens) => tokens.kl)
  const referenceNll = chunks.flatMap((tokens) => tokens.referenceNll)
  const sameTop = chunks.flatMap((tokens) => tokens.sameTop)
  if ([kl, referenceNll, sameTop].some(({ length }) => length !== nll.length)) return null
  const sorted = Float64Array.from(kl).sort()
  const deltas = nll.map((own, index) => Math.exp(-own) - Math.exp(-(referenceNll[index] ?? 0)))
  const squares = meanOf(deltas.map((delta) => delta * delta))
  const rms = Math.sqrt(squares.value)
  const top = shareOf(sameTop)
  return {
    meanKl: meanOf(kl),
    medianKl: percentileOf(sorted, 0.5),
    p99Kl: percentileOf(sorted, 0.99),
    maximumKl: sorted.at(-1) ?? 0,
    sameTop: {
      value: top,
      uncertainty: sameTop.length > 1 ? Math.sqrt((top * (1 - top)) / (sameTop.length - 1)) : 0,
    },
    // By the square root's slope.
    rmsDeltaP: { value: rms, uncertainty: rms === 0 ? 0 : (0.5 / rms) * squares.uncertainty },
    meanDeltaP: meanOf(deltas),
    lnPerplexityRatio: logRatio(nll, referenceNll),
  }
}

/** ln(PPL ÷ the reference's): both saw the same tokens, so that what they share is taken out of the uncertainty. */
function logRatio(nll: readonly number[], referenceNll: readonly number[]) {
  const own = meanOf(nll)
  const reference = meanOf(referenceNll)
  const variance = own.uncertainty ** 2 + reference.uncertainty ** 2 - 2 * covarianceOfMeans(nll, referenceNll)
  // Rounding makes it a little less than nothing where both are the same.
  return { value: own.value - reference.value, uncertainty: Math.sqrt(Math.max(0, variance)) }
}

function shareOf(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length / flags.length
}

import type { LabQuality, QualityChunk } from '#contract/lab/run.ts'
import type { Rung } from './lab-ladders.ts'
import { SeededNoise } from './seeded-rates.ts'

/** Chunks that are all hard or easy for every rung alike: what a pairing by chunk takes out. */
export function ladderQuality(
  { perplexity, kl, sameTop }: Rung,
  variant: number,
  referencePerplexity: number,
): LabQuality {
  const text = new SeededNoise(512)
  const own = new SeededNoise(900 + variant)
  const tokens = 255
  const isReference = kl === 0
  const spread = Array.from({ length: 16 }, () => 0.25 * text.normal())
  const middle = spread.reduce((sum, each) => sum + each, 0) / spread.length
  const chunks = spread.map((deviation, chunk): QualityChunk => {
    const wobble = isReference ? 0 : Math.sqrt(kl) * 0.06 * own.normal()
    return {
      chunk,
      tokens,
      meanNll: Math.log(perplexity) + deviation - middle + wobble,
      meanKl: isReference ? null : kl * Math.exp(0.12 * own.normal()),
      sameTop: isReference ? null : Math.min(1, sameTop + 0.012 * own.normal()),
    }
  })
  const scored = tokens * chunks.length
  const mean = (of: (chunk: QualityChunk) => number) =>
    chunks.reduce((sum, chunk) => sum + of(chunk), 0) / chunks.length
  const value = Math.exp(mean(({ meanNll }) => meanNll))
  return {
    variant,
    isComplete: true,
    chunks,
    tokens: scored,
    perplexity: { value, uncertainty: value * 0.034 },
    against: isReference
      ? null
      : {
          meanKl: { value: mean(({ meanKl }) => meanKl ?? 0), uncertainty: kl * 0.03 },
          medianKl: kl * 0.42,
          p99Kl: kl * 9,
          maximumKl: kl * 60,
          sameTop: { value: mean((chunk) => chunk.sameTop ?? 0), uncertainty: 0.005 },
          rmsDeltaP: { value: Math.sqrt(kl) * 0.25, uncertainty: Math.sqrt(kl) * 0.01 },
          meanDeltaP: { value: -kl * 0.06, uncertainty: kl * 0.03 },
          lnPerplexityRatio: { value: Math.log(value / referencePerplexity), uncertainty: Math.sqrt(kl) * 0.02 },
        },
    durationMs: 20_000,
  }
}

import type { QualityTokens } from '../../main/core/ports/lab-engine.ts'
import { SeededNoise } from './seeded-rates.ts'

/** The scored positions of one chunk, with noise that is the same for each chunk: a reference is the same for all models. */
export function fakeQualityTokens(
  chunk: number,
  scored: number,
  { nll, kl }: { nll: number; kl: number },
  isReference: boolean,
): QualityTokens {
  const noise = new SeededNoise(chunk + 1)
  const positions = Array.from({ length: scored }, () => ({
    reference: Math.max(0.01, 3.4 + noise.normal()),
    divergence: kl * -Math.log(1 - noise.uniform()),
    isSame: noise.uniform() > kl,
  }))
  return {
    chunk,
    nll: positions.map(({ reference, divergence }) => (isReference ? reference : reference + (nll - 3.4) + divergence)),
    referenceNll: isReference ? [] : positions.map(({ reference }) => reference),
    kl: isReference ? [] : positions.map(({ divergence }) => divergence),
    sameTop: isReference ? [] : positions.map(({ isSame }) => isSame),
    durationMs: 10,
  }
}

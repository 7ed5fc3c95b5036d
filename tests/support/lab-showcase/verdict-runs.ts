import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { largeLadder } from '../lab-ladders.ts'
import { ladderQuality } from '../lab-qualities.ts'
import { aLabRun, aLabVariant, aLadderRun } from '../lab-runs.ts'
import { pp512, someSamples, tg128 } from '../lab-samples.ts'

/*
 * Runs as a person may have them, for pictures and tests of the verdict: nothing in them was measured.
 */

/** A ladder with everything measured, on another machine's graphics card, disturbed a little. */
export function disturbedRun(): LabRunWithSamples {
  const run = aLadderRun('large', { id: 'verdict-large', name: 'Llama 3.1 8B Instruct, six quantizations' })
  const samples = run.samples.map((sample) =>
    sample.order % 97 === 40 ? { ...sample, flags: ['other-load' as const], otherLoad: 0.31 } : sample,
  )
  // As the models of the made-up library are called.
  const variants = run.variants.map((variant) => ({
    ...variant,
    model: { ...variant.model, modelId: variant.model.fileName },
  }))
  return { ...run, variants, samples, tags: ['new driver'] }
}

/** Cancelled in its third block, with one model that could not be loaded and no quality. */
export function partialRun(): LabRunWithSamples {
  const variants = ['Q8_0', 'Q6_K', 'Q4_K_M'].map((quantization, index) =>
    aLabVariant({ quantization, sizeBytes: 145e6 - index * 20e6 }),
  )
  const samples = someSamples({
    tests: [pp512, tg128],
    blocks: 3,
    rates: [
      [640, 98],
      [590, 102],
      [585, 121],
    ],
  }).filter(({ variant }) => variant !== 1)
  return aLabRun({
    id: 'verdict-partial',
    name: 'SmolLM2 135M Instruct, three quantizations',
    state: 'cancelled',
    variants,
    samples,
  })
}

/** Read from another program's file: no energy, no memory, no quality, no start of each sample to speak of. */
export function importedRun(): LabRunWithSamples {
  const variants = ['Q8_0', 'Q4_K_M'].map((quantization) => {
    const variant = aLabVariant({ quantization, modelId: null, tokenizerHash: '' })
    return { ...variant, model: { ...variant.model, modelId: null } }
  })
  return aLabRun({
    id: 'verdict-imported',
    name: 'SmolLM2 135M, from llama-bench',
    isImported: true,
    importedFrom: 'llama-bench',
    variants,
  })
}

/** One variant alone, with speed and nothing else. */
export const aloneRun = (): LabRunWithSamples =>
  aLabRun({ id: 'verdict-alone', name: 'SmolLM2 135M Instruct, Q4_K_M', variants: [aLabVariant()] })

/** Two models with tokenizers of their own: their perplexities rank nothing. */
export function tokenizersRun(): LabRunWithSamples {
  const variants = [
    aLabVariant({ quantization: 'Q4_K_M' }, { label: 'SmolLM2 Q4_K_M' }),
    aLabVariant(
      {
        quantization: 'Q4_K_M',
        modelId: 'model-other',
        name: 'Qwen3 0.6B',
        fileName: 'Qwen3-0.6B-Q4_K_M.gguf',
        tokenizerHash: 'qwen3-tokenizer',
        sizeBytes: 397_000_000,
      },
      { label: 'Qwen3 Q4_K_M' },
    ),
  ]
  const rung = largeLadder[3]
  if (rung === undefined) throw new Error('The ladder has too few rungs.')
  const quality = variants.map((_, variant) => ({
    ...ladderQuality({ ...rung, perplexity: variant === 0 ? 31.2 : 22.4 }, variant, 29.8),
    against: null,
  }))
  return aLabRun({ id: 'verdict-tokenizers', name: 'SmolLM2 and Qwen3', variants, quality })
}

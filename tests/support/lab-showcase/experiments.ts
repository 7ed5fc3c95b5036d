import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { aLabRun, aLabVariant, labRunStartMs } from '../lab-runs.ts'

const dayMs = 86_400_000

const cacheTypes = ['f16', 'q8_0', 'q4_0'] as const

/** Runs that were made before, on several days and of several kinds, for the list of experiments. */
export const someExperiments = (): LabRunWithSamples[] =>
  [
    {
      name: 'Llama 3.1 8B, 6 quantizations',
      variants: ['Q8_0', 'Q6_K', 'Q4_K_M'].map((quantization) => aLabVariant({ quantization })),
    },
    {
      name: 'f16, q8_0, q4_0 at 16k',
      variants: cacheTypes.map((type) => aLabVariant({}, { label: `Q4_K_M · K ${type} · V ${type}` })),
    },
    {
      name: 'Gemma 3 4B, 4 quantizations',
      variants: ['Q8_0', 'Q4_K_M'].map((quantization) => aLabVariant({ quantization })),
    },
    {
      name: 'CPU threads 2 to 12',
      variants: [2, 4, 8, 12].map((threads) => aLabVariant({}, { label: `Q4_K_M · t${threads}` })),
    },
    { name: 'SmolLM2 360M alone', variants: [aLabVariant()], state: 'cancelled' as const },
  ].map((parts, index) =>
    aLabRun({ id: `earlier-${index}`, startedAtMs: labRunStartMs - (index + 1) * 3 * dayMs, ...parts }),
  )

import type { LabPreset, LabPresetPlan, LabSweep, PromptKind, QualityPlan, SpeedTest } from '#contract/lab/plan.ts'
import { promptKindSchema } from '#contract/lab/plan.ts'

/** llama-bench's defaults: one variant for each model. */
const plainSweep: LabSweep = {
  batchTokens: [2048],
  microBatchTokens: [512],
  threads: [null],
  gpuLayers: [null],
  kvTypeK: ['f16'],
  kvTypeV: ['f16'],
  flashAttention: ['auto'],
}

const pp512: SpeedTest = { promptTokens: 512, generatedTokens: 0, depthTokens: 0 }
const tg128: SpeedTest = { promptTokens: 0, generatedTokens: 128, depthTokens: 0 }

/** Of the two, one prompt is short and one is long. */
const shortAndLong: PromptKind[] = ['content-generation', 'summarization']

/** The prompt's and the generated tokens of each of LocalScore's tests. */
const localScorePairs = [
  [1024, 16],
  [4096, 256],
  [2048, 256],
  [2048, 768],
  [1024, 1024],
  [1280, 3072],
  [384, 1152],
  [64, 1024],
  [16, 1536],
] as const

function quality(chunks: number): QualityPlan {
  return { referenceModelId: null, textPath: null, contextTokens: 512, chunks, diskBudgetBytes: 4 * 1024 ** 3 }
}

const base = { sweep: plainSweep, speedTests: [pp512, tg128], prompts: [], quality: null, coolDownMs: 0 }

/** The plans that can be chosen by name. */
export const labPresets: Readonly<Record<Exclude<LabPreset, 'custom'>, LabPresetPlan>> = {
  quick: { ...base, preset: 'quick', repetitions: { least: 3, most: 3, targetShare: null } },
  standard: {
    ...base,
    preset: 'standard',
    prompts: shortAndLong,
    quality: quality(16),
    repetitions: { least: 5, most: 20, targetShare: 0.02 },
    coolDownMs: 2000,
  },
  thorough: {
    ...base,
    preset: 'thorough',
    speedTests: [pp512, tg128, { ...tg128, depthTokens: 2048 }],
    prompts: [...promptKindSchema.options],
    quality: quality(64),
    repetitions: { least: 10, most: 20, targetShare: 0.01 },
    coolDownMs: 10_000,
  },
  'llama-bench': { ...base, preset: 'llama-bench', repetitions: { least: 5, most: 5, targetShare: null } },
  localscore: {
    ...base,
    preset: 'localscore',
    speedTests: localScorePairs.map(([promptTokens, generatedTokens]) => ({
      promptTokens,
      generatedTokens,
      depthTokens: 0,
    })),
    repetitions: { least: 1, most: 1, targetShare: null },
  },
}

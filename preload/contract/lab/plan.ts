import { z } from 'zod'
import { idSchema } from '../common.ts'
import { currencySchema } from '../tariff.ts'

/** The element type of a KV cache, by ggml's names. A quantized value cache needs flash attention. */
export const labKvTypeSchema = z.enum(['f32', 'f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'q4_1', 'q4_0', 'iq4_nl'])
export type LabKvType = z.infer<typeof labKvTypeSchema>

export const flashAttentionSchema = z.enum(['auto', 'on', 'off'])
export type FlashAttention = z.infer<typeof flashAttentionSchema>

/** How a model is run, by llama-bench's words. null: what the engine itself would choose, which the run then records. */
export const labParametersSchema = z.object({
  /** `-b`: the most tokens of a call. */
  batchTokens: z.number().int().min(1).max(65_536),
  /** `-ub`: the most tokens that are evaluated at once. */
  microBatchTokens: z.number().int().min(1).max(65_536),
  /** `-t`; null: llama.cpp's choice, the physical cores. */
  threads: z.number().int().min(1).max(512).nullable(),
  /** `-ngl`; null: all, as in llama-bench. 0 on the CPU. */
  gpuLayers: z.number().int().min(0).max(1000).nullable(),
  kvTypeK: labKvTypeSchema,
  kvTypeV: labKvTypeSchema,
  flashAttention: flashAttentionSchema,
})
export type LabParameters = z.infer<typeof labParametersSchema>

const listOf = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(16)

/** A list of each parameter: every combination is run. */
export const labSweepSchema = z.object({
  batchTokens: listOf(labParametersSchema.shape.batchTokens),
  microBatchTokens: listOf(labParametersSchema.shape.microBatchTokens),
  threads: listOf(labParametersSchema.shape.threads),
  gpuLayers: listOf(labParametersSchema.shape.gpuLayers),
  kvTypeK: listOf(labKvTypeSchema),
  kvTypeV: listOf(labKvTypeSchema),
  flashAttention: listOf(flashAttentionSchema),
})
export type LabSweep = z.infer<typeof labSweepSchema>

/**
 * A test as llama-bench defines it: `pp N` has no generated tokens, `tg N` no prompt, `pg` both, timed as one. Before each repetition `depthTokens`
 * are put into the cache, untimed. The tokens are random.
 */
export const speedTestSchema = z
  .object({
    promptTokens: z.number().int().min(0).max(1_048_576),
    generatedTokens: z.number().int().min(0).max(65_536),
    depthTokens: z.number().int().min(0).max(1_048_576),
  })
  .refine(({ promptTokens, generatedTokens }) => promptTokens + generatedTokens > 0)
export type SpeedTest = z.infer<typeof speedTestSchema>

/** The five kinds of prompt of MLPerf Client. The texts are ours. */
export const promptKindSchema = z.enum([
  'content-generation',
  'creative-writing',
  'structured-text',
  'code-analysis',
  'summarization',
])
export type PromptKind = z.infer<typeof promptKindSchema>

/** How quality is measured, as llama-perplexity does. */
export const qualityPlanSchema = z.object({
  /** What the others are put against; null: the largest file of the run, which is said aloud. It may be a model that is not itself compared. */
  referenceModelId: idSchema.nullable(),
  /** A text of the user's own, absolute; null: the built-in one. */
  textPath: z.string().min(1).max(4096).nullable(),
  contextTokens: z.number().int().min(8).max(32_768),
  /** Chunks of the context's length; null: the whole text. */
  chunks: z.number().int().min(1).max(100_000).nullable(),
  /** The most that the reference's log-probabilities may take on the disk; where they need more, both models are evaluated side by side. */
  diskBudgetBytes: z.number().int().nonnegative(),
})
export type QualityPlan = z.infer<typeof qualityPlanSchema>

export const repetitionPlanSchema = z
  .object({
    /** Blocks that are always run. */
    least: z.number().int().min(1).max(100),
    /** No more blocks than this, however wide the intervals are. */
    most: z.number().int().min(1).max(100),
    /** Enough when the 95 % interval of each mean is this share of it to each side; null: always `least`. */
    targetShare: z.number().positive().max(1).nullable(),
  })
  .refine(({ least, most }) => least <= most)
export type RepetitionPlan = z.infer<typeof repetitionPlanSchema>

export const labPresetSchema = z.enum(['quick', 'standard', 'thorough', 'llama-bench', 'localscore', 'custom'])
export type LabPreset = z.infer<typeof labPresetSchema>

/** All that a run needs to be run again, but for the files. */
export const labPlanSchema = z.object({
  /** What the run is called; empty: named after its models. */
  name: z.string().trim().max(200),
  preset: labPresetSchema,
  /** Models of the library. Each with each combination of the sweep is a variant. */
  modelIds: z.array(idSchema).min(1).max(32),
  sweep: labSweepSchema,
  speedTests: z.array(speedTestSchema).max(64),
  /** Prompts whose answers are timed as a user feels them; empty: none. */
  prompts: z.array(promptKindSchema).max(5),
  quality: qualityPlanSchema.nullable(),
  repetitions: repetitionPlanSchema,
  /** Rest between two blocks. */
  coolDownMs: z.number().int().min(0).max(3_600_000),
  /** Of the order within the blocks and of the random tokens. */
  seed: z.number().int().min(0).max(4_294_967_295),
})
export type LabPlan = z.infer<typeof labPlanSchema>

/** What a preset is, but for the models, the name and the seed. */
export const labPresetPlanSchema = labPlanSchema.omit({ modelIds: true, name: true, seed: true })
export type LabPresetPlan = z.infer<typeof labPresetPlanSchema>

/** What a plan comes to before it is begun. Times are forecasts from this machine's own measurements, and null where there are none. */
export const labForecastSchema = z.object({
  variants: z.number().int().nonnegative(),
  /** Timed repetitions at the least and at the most. */
  repetitions: z.object({ least: z.number().int().nonnegative(), most: z.number().int().nonnegative() }),
  durationMs: z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() }).nullable(),
  /** What the reference's log-probabilities would take on the disk; null where quality is not measured. */
  referenceBytes: z.number().nonnegative().nullable(),
  /** Why it cannot be begun as it is; empty where nothing speaks against it. */
  obstacles: z.array(
    z.enum([
      'no-models',
      'nothing-to-measure',
      'too-many-variants',
      'model-unreachable',
      'value-cache-needs-flash-attention',
      'different-tokenizers',
      'does-not-fit',
    ]),
  ),
})
export type LabForecast = z.infer<typeof labForecastSchema>

/** What the user asks of a quantization. null: nothing. */
export const labLimitsSchema = z.object({
  /** Decode rate of the run's first tg test. */
  leastTokensPerSecond: z.number().nonnegative().nullable(),
  mostMemoryBytes: z.number().nonnegative().nullable(),
  mostKlDivergence: z.number().nonnegative().nullable(),
  mostJoulesPerToken: z.number().nonnegative().nullable(),
  /** For a million generated tokens. */
  mostCost: z.object({ currency: currencySchema, amount: z.number().nonnegative() }).nullable(),
  /** Among those that meet the limits, the best by this is recommended. */
  prefer: z.enum(['speed', 'quality', 'memory', 'energy', 'cost']),
})
export type LabLimits = z.infer<typeof labLimitsSchema>

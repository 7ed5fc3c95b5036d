import { z } from 'zod'
import { idSchema, sizeBytesSchema, timestampMsSchema } from '../common.ts'
import { leftOutSchema, moneySchema, powerScopeSchema, provenanceSchema, rangeSchema } from '../energy.ts'
import { problemSchema } from '../errors.ts'
import { backendIdSchema } from '../hardware.ts'
import { labParametersSchema, labPlanSchema, promptKindSchema, speedTestSchema } from './plan.ts'

/** A model as it was when the run was made: the run stays whole when the file is gone. */
export const labModelSchema = z.object({
  /** null where it is of another machine. */
  modelId: idSchema.nullable(),
  name: z.string(),
  fileName: z.string(),
  quantization: z.string(),
  /** llama.cpp's own description, such as `llama 135M Q4_K - Medium`; what llama-bench calls the model's type. */
  description: z.string(),
  architecture: z.string(),
  ladderId: z.string(),
  sizeBytes: sizeBytesSchema,
  /** Of the tensors alone, as llama-bench counts it. */
  tensorBytes: sizeBytesSchema,
  parameterCount: z.number().int().nonnegative(),
  vocabularySize: z.number().int().nonnegative(),
  /** Of the tokenizer: two models with the same one can be ranked by perplexity. */
  tokenizerHash: z.string(),
  sha256: z.string().nullable(),
  /** What it was quantized from, where Wattle made it, such as `F16, from Q4_1`; null else. */
  origin: z.string().nullable(),
  /** Tensors of another type than the quantization's name says, since their rows do not divide by its blocks; absent where unknown. */
  fallback: z.object({ count: z.number().int().nonnegative(), total: z.number().int().positive() }).optional(),
})
export type LabModel = z.infer<typeof labModelSchema>

/** A model with one combination of parameters: what is compared. Known by its place in the run's list. */
export const labVariantSchema = z.object({
  /** Short and different from all others of the run, such as `Q4_K_M` or `Q4_K_M · 4 threads`. */
  label: z.string(),
  model: labModelSchema,
  /** As they were in force: nothing is null that the engine chose, once the variant was loaded. */
  parameters: labParametersSchema,
  /** Why the rest of it was not measured, while the others went on; missing where nothing was in the way. */
  problem: problemSchema.optional(),
})
export type LabVariant = z.infer<typeof labVariantSchema>

/** A test of the run, known by its place in the run's list. */
export const labTestSchema = z.discriminatedUnion('kind', [
  speedTestSchema.safeExtend({ kind: z.literal('speed') }),
  z.object({ kind: z.literal('prompt'), prompt: promptKindSchema, maxTokens: z.number().int().positive() }),
])
export type LabTest = z.infer<typeof labTestSchema>

/** What made a time less trustworthy. */
export const labFlagSchema = z.enum([
  /** Other programs took the processor. */
  'other-load',
  /** The machine ran on its battery. */
  'on-battery',
  /** The processor or the GPU lowered its clock. */
  'throttled',
  /** The rate changed with time over the run. */
  'drift',
  /** Far from the others of its kind (Tukey's far fence); kept and counted. */
  'outlier',
  /** The machine slept, or the process stood still. */
  'interrupted',
])
export type LabFlag = z.infer<typeof labFlagSchema>

/** Energy of one repetition, by the meter's window over exactly its time. */
export const labEnergySchema = z.object({
  energyJ: rangeSchema,
  /** Less the idle power with the model loaded; null where that is not known. */
  netEnergyJ: rangeSchema.nullable(),
  provenance: provenanceSchema,
  scopes: z.array(powerScopeSchema),
  leavesOut: z.array(leftOutSchema),
  /** The window is too short for its sources' rate: it counts in sums over repetitions alone. */
  isTooShort: z.boolean(),
  /** Milliseconds that no source covers. */
  gapMs: z.number().nonnegative(),
  /** The electricity by the tariff in force; null where none was set. */
  money: moneySchema.nullable(),
})
export type LabEnergy = z.infer<typeof labEnergySchema>

/** One repetition of one test of one variant. Never changed once it is written. */
export const labSampleSchema = z.object({
  /** Counted from 0. */
  block: z.number().int().nonnegative(),
  /** Place within the whole run, counted from 0, in the order in which they were run. */
  order: z.number().int().nonnegative(),
  variant: z.number().int().nonnegative(),
  test: z.number().int().nonnegative(),
  startedAtMs: timestampMsSchema,
  /** Of all that is timed: prompt and generation for `speed`, question to last token for `prompt`. Nanoseconds by the engine's clock. */
  durationNs: z.number().int().nonnegative(),
  /** Prompt and generated tokens over the duration for `speed`; decode rate for `prompt`. */
  tokensPerSecond: z.number().nonnegative(),
  /** Tokens that were evaluated and generated in the timed part. */
  promptTokens: z.number().int().nonnegative(),
  generatedTokens: z.number().int().nonnegative(),
  /** What a user feels; null for `speed`. */
  felt: z
    .object({
      ttftMs: z.number().nonnegative(),
      interTokenP50Ms: z.number().nonnegative(),
      interTokenP95Ms: z.number().nonnegative(),
      interTokenP99Ms: z.number().nonnegative(),
      /** Energy of the decode phase alone; null where nothing was measured. */
      decodeEnergyJ: rangeSchema.nullable(),
    })
    .nullable(),
  energy: labEnergySchema.nullable(),
  /** Degrees Celsius of the processor or the GPU, the hotter one; null where no sensor says. */
  temperatureC: z.number().nullable(),
  /** Share of all cores that other programs took meanwhile, 0 to 1; null where unknown. */
  otherLoad: z.number().min(0).max(1).nullable(),
  flags: z.array(labFlagSchema),
})
export type LabSample = z.infer<typeof labSampleSchema>

/** What one variant took in memory, by the growth of the engine process. */
export const labMemorySchema = z.object({
  variant: z.number().int().nonnegative(),
  /** Peak of resident memory less what the process took before the load. */
  residentBytes: sizeBytesSchema,
  /** By the backend's own count of free memory; null on the CPU. */
  vramBytes: sizeBytesSchema.nullable(),
  loadMs: z.number().nonnegative(),
  /** Idle power with the model loaded, in watts; null where it was not measured for long enough. */
  idlePowerW: rangeSchema.nullable(),
})
export type LabMemory = z.infer<typeof labMemorySchema>

/** A figure with its standard error, as llama-perplexity prints them. */
export const uncertainSchema = z.object({ value: z.number(), uncertainty: z.number().nonnegative() })
export type Uncertain = z.infer<typeof uncertainSchema>

/** One chunk's sums: what a run is resumed and bootstrapped from. */
export const qualityChunkSchema = z.object({
  chunk: z.number().int().nonnegative(),
  /** Scored positions. */
  tokens: z.number().int().positive(),
  /** Mean negative log-likelihood in nats a token. */
  meanNll: z.number(),
  meanKl: z.number().nullable(),
  /** Share of positions whose most probable token is the reference's, 0 to 1. */
  sameTop: z.number().min(0).max(1).nullable(),
})
export type QualityChunk = z.infer<typeof qualityChunkSchema>

/** Quality of one variant's model, by llama-perplexity's definitions. */
export const labQualitySchema = z.object({
  variant: z.number().int().nonnegative(),
  /** False while chunks are to come, and where the run was cancelled: an estimate from the chunks so far. */
  isComplete: z.boolean(),
  chunks: z.array(qualityChunkSchema),
  tokens: z.number().int().nonnegative(),
  perplexity: uncertainSchema,
  /** Against the reference; null for the reference itself and where there is none. */
  against: z
    .object({
      /** In nats a token: Σ p·(ln p − ln q) over the whole vocabulary. */
      meanKl: uncertainSchema,
      medianKl: z.number(),
      p99Kl: z.number(),
      maximumKl: z.number(),
      /** Share of positions, 0 to 1. */
      sameTop: uncertainSchema,
      /** Of the right token's probability, 0 to 1. */
      rmsDeltaP: uncertainSchema,
      meanDeltaP: uncertainSchema,
      /** ln(PPL ÷ the reference's PPL). */
      lnPerplexityRatio: uncertainSchema,
    })
    .nullable(),
  /** Of the evaluation alone. */
  durationMs: z.number().nonnegative(),
})
export type LabQuality = z.infer<typeof labQualitySchema>

/** What the quality of all variants was measured with. */
export const qualitySetupSchema = z.object({
  reference: labModelSchema,
  /** Such as `Moby-Dick`, or the file's name. */
  textName: z.string(),
  textSha256: z.string(),
  contextTokens: z.number().int().positive(),
  /** How the reference was kept: its log-probabilities on the disk, or the model itself beside the other. */
  method: z.enum(['disk', 'side-by-side']),
})
export type QualitySetup = z.infer<typeof qualitySetupSchema>

/** The machine that a run was made on. `name` is its network name: it leaves the machine only where the user ticks it. */
export const labMachineSchema = z.object({
  /** Of the hardware and the platform: the same machine has the same one, under another name and after an update too. */
  fingerprint: z.string(),
  name: z.string(),
  platform: z.string(),
  osName: z.string(),
  cpuName: z.string(),
  physicalCores: z.number().int().nonnegative(),
  logicalCores: z.number().int().nonnegative(),
  ramBytes: sizeBytesSchema,
  gpuNames: z.array(z.string()),
})
export type LabMachine = z.infer<typeof labMachineSchema>

/** What the run was made with. */
export const labEnvironmentSchema = z.object({
  appVersion: z.string(),
  /** llama.cpp's commit (short) and build number, as llama-bench prints them. */
  buildCommit: z.string(),
  buildNumber: z.number().int().nonnegative(),
  /** Such as `node-llama-cpp 3.22.1, llama.cpp v0.5.0`. */
  engineBuild: z.string(),
  backend: backendIdSchema,
  /** What llama.cpp calls its backends, such as `CPU` or `CUDA`. */
  backends: z.string(),
  powerSource: z.enum(['mains', 'battery', 'unknown']),
})
export type LabEnvironment = z.infer<typeof labEnvironmentSchema>

export const labRunStateSchema = z.enum([
  'running',
  /** By the user; goes on where it stopped. */
  'paused',
  /** The app ended in the midst of it; goes on where it stopped. */
  'interrupted',
  /** By the user; keeps what it measured. */
  'cancelled',
  'failed',
  'done',
])
export type LabRunState = z.infer<typeof labRunStateSchema>

/** A run as the history lists it. */
export const labRunSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  state: labRunStateSchema,
  startedAtMs: timestampMsSchema,
  endedAtMs: timestampMsSchema.nullable(),
  /** Names of the models, each once. */
  modelNames: z.array(z.string()),
  variantLabels: z.array(z.string()),
  blocksDone: z.number().int().nonnegative(),
  sampleCount: z.number().int().nonnegative(),
  hasQuality: z.boolean(),
  machineName: z.string(),
  machineFingerprint: z.string(),
  /** True where it was made elsewhere, or by another program. */
  isImported: z.boolean(),
  backend: backendIdSchema,
  engineBuild: z.string(),
  tags: z.array(z.string()),
  hasNotes: z.boolean(),
  /** Gross, of all its repetitions; null where nothing was measured. */
  energyJ: rangeSchema.nullable(),
  energyProvenance: provenanceSchema.nullable(),
})
export type LabRunSummary = z.infer<typeof labRunSummarySchema>

/** All of a run but its samples. */
export const labRunSchema = labRunSummarySchema.extend({
  plan: labPlanSchema,
  variants: z.array(labVariantSchema),
  tests: z.array(labTestSchema),
  machine: labMachineSchema,
  environment: labEnvironmentSchema,
  memory: z.array(labMemorySchema),
  qualitySetup: qualitySetupSchema.nullable(),
  quality: z.array(labQualitySchema),
  notes: z.string(),
  /** Which other program's file it is from, such as `llama-bench`; null where it is Wattle's own. */
  importedFrom: z.string().nullable(),
  /** Why it failed; null where it did not. */
  problem: problemSchema.nullable(),
})
export type LabRun = z.infer<typeof labRunSchema>

/** A run with every sample, in the order in which they were run. */
export const labRunWithSamplesSchema = labRunSchema.extend({ samples: z.array(labSampleSchema) })
export type LabRunWithSamples = z.infer<typeof labRunWithSamplesSchema>

/** Where the present run stands. */
export const labProgressSchema = z.object({
  runId: idSchema,
  name: z.string(),
  state: labRunStateSchema,
  /** What is done right now. */
  phase: z.enum(['preparing', 'loading', 'warm-up', 'measuring', 'cool-down', 'idle-power', 'quality', 'ending']),
  /** The variant, the test and the block at work; null where none is. */
  variant: z.number().int().nonnegative().nullable(),
  test: z.number().int().nonnegative().nullable(),
  block: z.number().int().nonnegative().nullable(),
  /** Blocks that are known to come: grows up to the plan's most while the intervals are wide. */
  blocksPlanned: z.number().int().positive(),
  /** Variants in the order in which each block runs them. */
  blockOrders: z.array(z.array(z.number().int().nonnegative())),
  repetitionsDone: z.number().int().nonnegative(),
  repetitionsPlanned: z.number().int().nonnegative(),
  /** Chunks of the quality text, over all variants and the reference. */
  chunksDone: z.number().int().nonnegative(),
  chunksPlanned: z.number().int().nonnegative(),
  /** null before there is anything to go by. */
  leftMs: z
    .object({ low: z.number().nonnegative(), central: z.number().nonnegative(), high: z.number().nonnegative() })
    .nullable(),
  energyJ: rangeSchema.nullable(),
  energyProvenance: provenanceSchema.nullable(),
  money: z.array(moneySchema),
  temperatureC: z.number().nullable(),
  /** What is wrong with the run as a whole by now. */
  flags: z.array(labFlagSchema),
  /** It pauses after the repetition in progress. */
  isPausing: z.boolean(),
})
export type LabProgress = z.infer<typeof labProgressSchema>

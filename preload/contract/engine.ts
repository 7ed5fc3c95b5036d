import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, timestampMsSchema } from './common.ts'
import { problemSchema } from './errors.ts'
import { backendIdSchema } from './hardware.ts'

/** The element type of a KV cache, by ggml's names. */
export const kvTypeSchema = z.enum(['f16', 'q8_0', 'q5_1', 'q5_0', 'q4_1', 'q4_0'])
export type KvType = z.infer<typeof kvTypeSchema>

/** How a model is loaded. `null` means that Wattle decides, and says in the engine's state what it decided. */
export const loadOptionsSchema = z.object({
  /** Context length in tokens. null: the model's own, but never over `contextCapTokens`. */
  contextTokens: z.number().int().min(256).max(1_048_576).nullable(),
  /** Decoding threads. null: one for each physical core. */
  threads: z.number().int().min(1).max(256).nullable(),
  /** Layers kept on the GPU. null: as many as fit. */
  gpuLayers: z.number().int().min(0).max(1000).nullable(),
  flashAttention: z.enum(['auto', 'on', 'off']),
  kvTypeK: kvTypeSchema,
  kvTypeV: kvTypeSchema,
  /** null: the backend that the hardware probe chose. */
  backend: backendIdSchema.nullable(),
})
export type LoadOptions = z.infer<typeof loadOptionsSchema>

/** The default context never exceeds this, so that a model trained on 128k does not fill the memory unasked. */
export const contextCapTokens = 8192

export const defaultLoadOptions: LoadOptions = {
  contextTokens: null,
  threads: null,
  gpuLayers: null,
  flashAttention: 'auto',
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  backend: null,
}

/** A model in the engine, with the choices that were made for it. */
export const loadedModelSchema = z.object({
  modelId: idSchema,
  name: z.string(),
  quantization: z.string(),
  backend: backendIdSchema,
  /** Layers on the GPU, of `totalLayers`. */
  gpuLayers: z.number().int().nonnegative(),
  totalLayers: z.number().int().nonnegative(),
  contextTokens: z.number().int().positive(),
  /** The context length that the model was trained for. */
  trainedContextTokens: z.number().int().positive(),
  threads: z.number().int().positive(),
  flashAttention: z.boolean(),
  kvTypeK: kvTypeSchema,
  kvTypeV: kvTypeSchema,
  /** Wall time of the load, from the request to the first possible token. */
  loadMs: z.number().nonnegative(),
  /** llama.cpp's release and node-llama-cpp's version, for provenance. */
  engineBuild: z.string(),
  /** Set where the backend asked for could not be used: stays as a badge until the next load. */
  fallback: z.object({ requested: backendIdSchema, used: backendIdSchema, reason: z.string() }).nullable(),
})
export type LoadedModel = z.infer<typeof loadedModelSchema>

/** What the answer in progress measures right now, at most four times a second. */
export const liveReadingSchema = z.object({
  messageId: idSchema,
  phase: z.enum(['queued', 'loading', 'prefill', 'decode']),
  /** Over the last second of decoding; null before the second token. Source: the engine's own clock. */
  tokensPerSecond: z.number().nonnegative().nullable(),
  decodeTokens: z.number().int().nonnegative(),
})
export type LiveReading = z.infer<typeof liveReadingSchema>

/** The engine process and what it holds. A crash is a state, not an exception. */
export const engineStateSchema = z.object({
  phase: z.enum(['off', 'starting', 'loading', 'ready', 'generating', 'crashed', 'circuit-open']),
  /** The model being loaded or held. */
  modelId: idSchema.nullable(),
  /** 0 to 1 while loading, else null. */
  loadProgress: z.number().min(0).max(1).nullable(),
  loaded: loadedModelSchema.nullable(),
  /** Tokens of the context in use by the conversation that was answered last. */
  contextUsedTokens: z.number().int().nonnegative().nullable(),
  live: liveReadingSchema.nullable(),
  /** Decode rate over the whole of the last answer, as it is stored with it; null before the first since the start. */
  lastTokensPerSecond: z.number().nonnegative().nullable(),
  /** The last crash or failed load; cleared by the next success. */
  problem: problemSchema.nullable(),
  crashedAtMs: timestampMsSchema.nullable(),
  /** Crashes in a row on this model. At three the circuit opens; loading the model again closes it. */
  crashesInARow: z.number().int().nonnegative(),
})
export type EngineState = z.infer<typeof engineStateSchema>

export const engineContract = {
  /** The present state, then each change; changes that come faster than the reader reads are merged. */
  watch: procedure.output(eventIterator(engineStateSchema)),
  /**
   * Loads a model and makes it the chosen one; also closes an open circuit. Resolves when it is loaded.
   * The options override the defaults of the settings. Errors: the MODEL_FILE_… and MODEL_… codes, OUT_OF_MEMORY, ENGINE_….
   */
  load: procedure
    .input(z.object({ modelId: idSchema, options: loadOptionsSchema.partial().optional() }))
    .output(loadedModelSchema),
  /** Frees the model's memory. The next message loads it again. */
  unload: procedure.output(z.void()),
}

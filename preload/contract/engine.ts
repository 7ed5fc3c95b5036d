import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
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
  /** Tokens of the prompt that are handed over at once; between two batches progress is told and a stop is heard. null: as many as one micro-batch. */
  batchTokens: z.number().int().min(32).max(16_384).nullable(),
  /** Tokens that llama.cpp evaluates at once (`n_ubatch`): more is faster on a GPU and takes more memory. null: 512. */
  ubatchTokens: z.number().int().min(32).max(8192).nullable(),
  /** `on` maps the file, so that its pages are shared and can be given back; `off` reads it into memory. `auto` leaves it to llama.cpp. */
  mmap: z.enum(['auto', 'on', 'off']),
  /** Forbids the system to move the weights out of memory, where it lets itself be told. llama.cpp then reads the file, and maps nothing. */
  mlock: z.boolean(),
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
  batchTokens: null,
  ubatchTokens: null,
  mmap: 'auto',
  mlock: false,
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
  batchTokens: z.number().int().positive(),
  ubatchTokens: z.number().int().positive(),
  mmap: z.boolean(),
  mlock: z.boolean(),
  /** The profile that it was loaded with; null where the settings alone decided. */
  profileName: z.string().nullable(),
  /** How much the engine process grew by this load, and by the answers since: the most that was seen. null where the system does not tell. */
  memory: z
    .object({
      residentBytes: sizeBytesSchema,
      /** The part of it that are pages of the model's file, which the system takes back by itself where it needs the room. */
      mappedBytes: sizeBytesSchema,
      vramBytes: sizeBytesSchema.nullable(),
      /** False while not all of it can have been in use, or where a load before this one left memory to be used again. */
      isComplete: z.boolean(),
    })
    .nullable(),
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
  /** Other models that are kept in memory, the most recently used first; empty unless the settings allow more than one. */
  alsoInMemory: z.array(loadedModelSchema),
  /** When the model will be freed because nobody used it; null where it stays, or is in use. */
  idleUnloadAtMs: timestampMsSchema.nullable(),
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
   * The options override the model's profile, which overrides the settings. Errors: the MODEL_FILE_… and MODEL_… codes, OUT_OF_MEMORY, ENGINE_….
   */
  load: procedure
    .input(
      z.object({
        modelId: idSchema,
        options: loadOptionsSchema.partial().optional(),
        /** A load profile of this model in place of its default one; null: the settings alone. */
        profileId: idSchema.nullable().optional(),
      }),
    )
    .output(loadedModelSchema),
  /** Frees a model's memory, or that of all where none is named. The next message loads it again. */
  unload: procedure.input(z.object({ modelId: idSchema }).optional()).output(z.void()),
}

import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { kvTypeSchema, loadOptionsSchema } from './engine.ts'
import { problemSchema } from './errors.ts'
import { backendIdSchema } from './hardware.ts'

/** Whether a model runs here at the default context, and why. Always an estimate. */
export const fitSchema = z.object({
  verdict: z.enum(['fits', 'tight', 'partial-offload', 'wont-fit', 'unknown']),
  /** Weights, KV cache, compute buffers and the engine itself at `contextTokens`; null where it cannot be told. */
  requiredBytes: sizeBytesSchema.nullable(),
  /** Free now, with the present model unloaded: VRAM where a GPU backend is chosen, else RAM. */
  availableBytes: sizeBytesSchema.nullable(),
  contextTokens: z.number().int().positive(),
  /** Layers that the GPU would hold, of all; null on the CPU. */
  gpuLayers: z.number().int().nonnegative().nullable(),
  /** Who says so: llama.cpp's own simulation of the load, our formula over the header, or the file's size alone. */
  source: z.enum(['llama.cpp', 'header', 'file-size']),
})
export type Fit = z.infer<typeof fitSchema>

/** What a load would take of one kind of memory. */
export const fitDeviceSchema = z.object({
  kind: z.enum(['ram', 'vram']),
  weightsBytes: sizeBytesSchema,
  kvCacheBytes: sizeBytesSchema,
  computeBytes: sizeBytesSchema,
  /** The process itself: llama.cpp's libraries, the driver's context, the tokenizer. */
  engineBytes: sizeBytesSchema,
  availableBytes: sizeBytesSchema.nullable(),
})
export type FitDevice = z.infer<typeof fitDeviceSchema>

/** What one load was estimated to take and took, by the growth of the engine process. */
export const memoryMeasurementSchema = z.object({
  atMs: timestampMsSchema,
  backend: backendIdSchema,
  contextTokens: z.number().int().positive(),
  kvTypeK: kvTypeSchema,
  kvTypeV: kvTypeSchema,
  estimatedBytes: sizeBytesSchema,
  measuredBytes: sizeBytesSchema,
  /** True once a whole micro-batch was evaluated: before that the compute buffers are not all in use, and the figure is a lower bound. */
  isComplete: z.boolean(),
})
export type MemoryMeasurement = z.infer<typeof memoryMeasurementSchema>

/** A fit with the parts that it is made of. */
export const fitEstimateSchema = fitSchema.extend({
  /** Why llama.cpp itself could not be asked or could not say; missing where it did. */
  sourceProblem: z.string().optional(),
  totalLayers: z.number().int().positive().nullable(),
  /** One for each kind of memory that the load would use; empty where it cannot be told. */
  devices: z.array(fitDeviceSchema),
  /** The newest measurement of this model at this very context, cache and backend; null where there is none. */
  measured: memoryMeasurementSchema.nullable(),
  /** How measured memory compared with the estimates on this machine: the least and the largest ratio over complete measurements. */
  ownError: z
    .object({ low: z.number().positive(), high: z.number().positive(), measurements: z.number().int().positive() })
    .nullable(),
})
export type FitEstimate = z.infer<typeof fitEstimateSchema>

/** Where a model's file came from, as far as Wattle knows. */
export const modelSourceSchema = z.object({
  kind: z.enum(['hugging-face', 'url', 'python-package', 'ollama']),
  /** Repository, address, or package with its version. */
  name: z.string(),
  revision: z.string().nullable(),
  fetchedAtMs: timestampMsSchema.nullable(),
})
export type ModelSource = z.infer<typeof modelSourceSchema>

/** A model that Wattle knows: one GGUF file, or the parts of a split one. */
export const modelSchema = z.object({
  id: idSchema,
  /** The user's own name for it, else the file's own metadata, else the file's name. */
  name: z.string(),
  fileName: z.string(),
  /** Of the first part. Shown to the user and never sent back. */
  path: z.string(),
  /** The library folder that it was found in; null for a file that was added by itself. */
  folderId: idSchema.nullable(),
  /** Of all parts. */
  sizeBytes: sizeBytesSchema,
  /** Files that it consists of. */
  partCount: z.number().int().positive(),
  /** Such as Q4_K_M; `mixed` or `unknown` where the header does not say. */
  quantization: z.string(),
  /** Where Wattle made the file: what it was quantized from, the nearest first, such as F16 and Q4_1; missing else. */
  quantizedFrom: z.array(z.string()).optional(),
  /** Size of the tensors in bits over their elements. */
  bitsPerWeight: z.number().positive().nullable(),
  architecture: z.string(),
  parameterCount: z.number().int().nonnegative().nullable(),
  trainedContextTokens: z.number().int().positive().nullable(),
  layerCount: z.number().int().nonnegative().nullable(),
  hasChatTemplate: z.boolean(),
  licence: z.string().nullable(),
  /** Of the content; null until it was computed. For a split model that of its first part. */
  sha256: z.string().nullable(),
  /** Models with the same `ladderId` are quantizations of one model. */
  ladderId: z.string(),
  ladderName: z.string(),
  /** Who made it, by the header or the folder; null where neither says. */
  publisher: z.string().nullable(),
  tags: z.array(z.string()),
  hasNotes: z.boolean(),
  isFavourite: z.boolean(),
  addedAtMs: timestampMsSchema,
  lastUsedAtMs: timestampMsSchema.nullable(),
  /** The catalogue's starter model. */
  isStarter: z.boolean(),
  /** False while the file is not where it was: a drive that is not connected, say. Nothing is forgotten. */
  isReachable: z.boolean(),
  /** Why this file cannot be used, found by its header; null where nothing is wrong with it. */
  problem: problemSchema.nullable(),
  /** Median decode rate over its answers here, in tokens a second; null before the first. */
  measuredRate: z
    .object({ tokensPerSecond: z.number().nonnegative(), answers: z.number().int().positive() })
    .nullable(),
  fit: fitSchema,
})
export type Model = z.infer<typeof modelSchema>

/** Tensors of one type in a file. */
export const tensorTypeSummarySchema = z.object({
  type: z.string(),
  tensorCount: z.number().int().positive(),
  elementCount: z.number().int().nonnegative(),
  sizeBytes: sizeBytesSchema,
})
export type TensorTypeSummary = z.infer<typeof tensorTypeSummarySchema>

/** All that a file says of itself, and all that the user said of it. */
export const modelDetailsSchema = z.object({
  modelId: idSchema,
  /** The name in the file, or the file's own; what the user's name goes back to. */
  originalName: z.string(),
  notes: z.string(),
  source: modelSourceSchema.nullable(),
  files: z.array(z.object({ path: z.string(), sizeBytes: sizeBytesSchema, isReachable: z.boolean() })),
  headCount: z.number().int().positive().nullable(),
  kvHeadCount: z.number().int().nonnegative().nullable(),
  embeddingLength: z.number().int().positive().nullable(),
  vocabularySize: z.number().int().positive().nullable(),
  expertCount: z.number().int().positive().nullable(),
  expertUsedCount: z.number().int().positive().nullable(),
  slidingWindowTokens: z.number().int().positive().nullable(),
  /** The largest share of the bytes first. */
  tensorTypes: z.array(tensorTypeSummarySchema),
  tensors: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      dimensions: z.array(z.number().int().nonnegative()),
      sizeBytes: sizeBytesSchema,
    }),
  ),
  template: z
    .object({
      source: z.string(),
      /** True where the source is only the start of it: a template of more than a megabyte, which no real one has. */
      isCut: z.boolean(),
      /** Of all its bytes. */
      sha256: z.string(),
      /** Other quantizations of the same model whose template is another one. */
      differsFrom: z.array(z.object({ modelId: idSchema, name: z.string(), quantization: z.string() })),
    })
    .nullable(),
  /** In the file's order; a long value is cut (`isCut`), of an array the first elements are shown. */
  metadata: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      value: z.string(),
      isCut: z.boolean(),
      length: z.number().int().nonnegative().nullable(),
    }),
  ),
})
export type ModelDetails = z.infer<typeof modelDetailsSchema>

/** One source of the starter that was tried and did not deliver. */
export const fetchAttemptSchema = z.object({
  source: z.enum(['hugging-face', 'python-package']),
  /** Host or package, for the user to read. */
  label: z.string(),
  problem: problemSchema,
})
export type FetchAttempt = z.infer<typeof fetchAttemptSchema>

/** The starter model's way onto this machine. */
export const starterStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('checking') }),
  z.object({
    phase: z.literal('fetching'),
    source: z.enum(['hugging-face', 'python-package']),
    label: z.string(),
    receivedBytes: sizeBytesSchema,
    /** null where the source does not tell how far it is (a package manager at work). */
    totalBytes: sizeBytesSchema.nullable(),
    bytesPerSecond: z.number().nonnegative().nullable(),
    attempts: z.array(fetchAttemptSchema),
  }),
  z.object({ phase: z.literal('verifying') }),
  z.object({ phase: z.literal('ready'), modelId: idSchema }),
  /** The app works without it: the user may open a GGUF file, or try again. */
  z.object({ phase: z.literal('failed'), attempts: z.array(fetchAttemptSchema) }),
  /** The user removed it, or has models of their own: it is not fetched unasked again. */
  z.object({ phase: z.literal('declined') }),
])
export type StarterState = z.infer<typeof starterStateSchema>

export const modelsStateSchema = z.object({
  /** The most recently used first. */
  models: z.array(modelSchema),
  /** The one that the next message goes to; null where there is none. */
  chosenModelId: idSchema.nullable(),
  starter: starterStateSchema,
})
export type ModelsState = z.infer<typeof modelsStateSchema>

export const modelNameSchema = z.string().trim().min(1).max(200)
export const tagSchema = z.string().trim().min(1).max(40)

const one = z.object({ modelId: idSchema })

export const modelsContract = {
  /** The present state, then each change. */
  watch: procedure.output(eventIterator(modelsStateSchema)),
  /** Adds a GGUF file, used where it lies. Its header is checked first; a bad file is refused with a MODEL_FILE_… code. */
  add: procedure.input(z.object({ path: z.string().min(1).max(4096) })).output(modelSchema),
  /** Opens the shell's file dialog and adds what was picked; null where the user cancelled. NOT_SUPPORTED_BY_SHELL in a browser. */
  pick: procedure.output(modelSchema.nullable()),
  /** Makes a model the one that the next message goes to, without loading it. */
  choose: procedure.input(one).output(z.void()),
  /** Reads the file's whole header. MODEL_NOT_FOUND, MODEL_FILE_…. */
  details: procedure.input(one).output(modelDetailsSchema),
  /** Changes what the user says of a model. A null name goes back to the file's own; a missing key stays as it is. */
  annotate: procedure
    .input(
      one.extend({
        name: modelNameSchema.nullable().optional(),
        notes: z.string().max(100_000).optional(),
        tags: z.array(tagSchema).max(50).optional(),
        isFavourite: z.boolean().optional(),
      }),
    )
    .output(modelSchema),
  /** Computes the content's hash now, before those that wait. Resolves at once; `folders.watch` tells how it goes. */
  hash: procedure.input(one).output(z.void()),
  /** Forgets a model. The file stays where it is, and is not listed again unasked. */
  remove: procedure.input(one).output(z.void()),
  /**
   * Takes a model off the list and moves its files to the system's trash after a while, until when `restore` undoes it; what is pending
   * is done when the app closes. MODEL_NOT_DELETABLE for a file of another program's folder.
   */
  moveToTrash: procedure.input(one).output(z.object({ undoUntilMs: timestampMsSchema })),
  /** Brings back what `remove` or `moveToTrash` took away. */
  restore: procedure.input(one).output(modelSchema),
  /** Whether a model would fit with these options, by llama.cpp's own simulation of the load. Cheap after the first one of a model. */
  estimateFit: procedure.input(one.extend({ options: loadOptionsSchema })).output(fitEstimateSchema),
  /** Shows the file in the file manager. NOT_SUPPORTED_BY_SHELL in a browser. */
  reveal: procedure.input(one).output(z.void()),
  /** Tries the starter's sources again. Resolves at once; `watch` tells how it goes. */
  fetchStarter: procedure.output(z.void()),
}

import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, sizeBytesSchema, timestampMsSchema } from './common.ts'
import { loadOptionsSchema } from './engine.ts'
import { problemSchema } from './errors.ts'

/** Whether a model runs here at the default context, and why. Always an estimate. */
export const fitSchema = z.object({
  verdict: z.enum(['fits', 'tight', 'partial-offload', 'wont-fit', 'unknown']),
  /** Weights, KV cache and compute buffers at `contextTokens`; null where the header does not tell. */
  requiredBytes: sizeBytesSchema.nullable(),
  /** Free now, with the present model unloaded: VRAM where a GPU backend is chosen, else RAM. */
  availableBytes: sizeBytesSchema.nullable(),
  contextTokens: z.number().int().positive(),
  /** Layers that the GPU would hold, of all; null on the CPU. */
  gpuLayers: z.number().int().nonnegative().nullable(),
})
export type Fit = z.infer<typeof fitSchema>

/** A fit with the parts that it is made of; null where the header does not tell. */
export const fitEstimateSchema = fitSchema.extend({
  parts: z
    .object({
      weightsBytes: sizeBytesSchema,
      kvCacheBytes: sizeBytesSchema,
      computeBytes: sizeBytesSchema,
      engineBytes: sizeBytesSchema,
    })
    .nullable(),
})
export type FitEstimate = z.infer<typeof fitEstimateSchema>

/** A GGUF file that Wattle knows. */
export const modelSchema = z.object({
  id: idSchema,
  /** From the file's own metadata, else from the file's name. */
  name: z.string(),
  fileName: z.string(),
  /** Shown to the user and never sent back. */
  path: z.string(),
  sizeBytes: sizeBytesSchema,
  /** Such as Q4_K_M; `mixed` or `unknown` where the header does not say. */
  quantization: z.string(),
  architecture: z.string(),
  parameterCount: z.number().int().nonnegative().nullable(),
  trainedContextTokens: z.number().int().positive().nullable(),
  layerCount: z.number().int().nonnegative().nullable(),
  hasChatTemplate: z.boolean(),
  licence: z.string().nullable(),
  sha256: z.string().nullable(),
  addedAtMs: timestampMsSchema,
  lastUsedAtMs: timestampMsSchema.nullable(),
  /** The catalogue's starter model. */
  isStarter: z.boolean(),
  /** False while the file is not where it was: a drive that is not connected, say. Nothing is forgotten. */
  isReachable: z.boolean(),
  fit: fitSchema,
})
export type Model = z.infer<typeof modelSchema>

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

export const modelsContract = {
  /** The present state, then each change. */
  watch: procedure.output(eventIterator(modelsStateSchema)),
  /** Adds a GGUF file, used where it lies. Its header is checked first; a bad file is refused with a MODEL_FILE_… code. */
  add: procedure.input(z.object({ path: z.string().min(1).max(4096) })).output(modelSchema),
  /** Opens the shell's file dialog and adds what was picked; null where the user cancelled. NOT_SUPPORTED_BY_SHELL in a browser. */
  pick: procedure.output(modelSchema.nullable()),
  /** Makes a model the one that the next message goes to, without loading it. */
  choose: procedure.input(z.object({ modelId: idSchema })).output(z.void()),
  /** Forgets a model. The file stays where it is. */
  remove: procedure.input(z.object({ modelId: idSchema })).output(z.void()),
  /** Brings back what `remove` forgot. */
  restore: procedure.input(z.object({ modelId: idSchema })).output(modelSchema),
  /** Whether a model would fit with these options in place of the settings'. Asked on each move of a slider: cheap. */
  estimateFit: procedure.input(z.object({ modelId: idSchema, options: loadOptionsSchema })).output(fitEstimateSchema),
  /** Tries the starter's sources again. Resolves at once; `watch` tells how it goes. */
  fetchStarter: procedure.output(z.void()),
}

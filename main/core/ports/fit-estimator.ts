import { z } from 'zod'
import { sizeBytesSchema } from '#contract/common.ts'
import type { LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'

/** A load that is asked about. The file's header was checked before, as for a load. */
export type FitQuestion = {
  modelId: string
  path: string
  /** Of all the model's files; with the time, tells whether it is still the same one. */
  sizeBytes: number
  modifiedAtMs: number
  backend: BackendId
  contextTokens: number
  options: Pick<LoadOptions, 'gpuLayers' | 'flashAttention' | 'kvTypeK' | 'kvTypeV' | 'ubatchTokens' | 'mmap'>
  /** What would be free on the GPUs beyond what is free now, since the models there make room. */
  heldVramBytes: number
}

const splitSchema = z.object({ ramBytes: sizeBytesSchema, vramBytes: sizeBytesSchema })

/** What llama.cpp would allocate for a load, by its own simulation, and what else the process would hold. */
export const loadSimulationSchema = z.object({
  gpuLayers: z.number().int().nonnegative(),
  /** The output counts as one. */
  totalLayers: z.number().int().positive(),
  weights: splitSchema,
  /** KV cache and compute buffers. */
  context: splitSchema,
  /** The most that the layers of one micro-batch work on at a time, the output left out. */
  activationBytes: sizeBytesSchema,
  /** The vocabulary and the header, in llama.cpp's form and in JavaScript's. */
  tokenizerBytes: sizeBytesSchema,
  /** On the GPUs now; null on the CPU. */
  vramFreeBytes: sizeBytesSchema.nullable(),
})
export type LoadSimulation = z.infer<typeof loadSimulationSchema>

/** The answer to a question; `unavailable` where llama.cpp could not be asked or could not say, with the reason. */
export const fitAnswerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('simulated'), simulation: loadSimulationSchema }),
  z.object({ status: z.literal('unavailable'), reason: z.string() }),
])
export type FitAnswer = z.infer<typeof fitAnswerSchema>

/** Asks llama.cpp what a load would take, without loading. */
export interface FitEstimator {
  /** Never rejects. One question is asked at a time, in the order in which they came. */
  ask(question: FitQuestion): Promise<FitAnswer>
  /** Gives back what is held of a GPU's memory, unless a question is being answered. The next one takes it again. */
  rest(): void
  /** Ends the process behind it, if any; what still waits is `unavailable`. */
  close(): Promise<void>
}

import type { KvType, LoadOptions } from '#contract/engine.ts'
import type { Fit, FitDevice } from '#contract/models.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/** What is known of a model that a load is planned for. */
export type FitModel = Pick<
  StoredModel,
  'sizeBytes' | 'kvElementsPerToken' | 'embeddingLength' | 'vocabularySize' | 'layerCount' | 'trainedContextTokens'
>

export type DevicePlan = Omit<FitDevice, 'availableBytes'>

/** What a load would take of each kind of memory. */
export type LoadPlan = {
  source: Fit['source']
  contextTokens: number
  /** Layers on the GPU, the output counted as one; null on the CPU. */
  gpuLayers: number | null
  totalLayers: number | null
  /** Main memory first. */
  devices: DevicePlan[]
}

/**
 * What a load adds to an engine process that is there, beside llama.cpp's own buffers: its libraries, node-llama-cpp's objects and the
 * heap that JavaScript grows for them. Measured as the growth by a tiny model, 20 to 25 MiB with each vocabulary (`header-share.ts`
 * in the engine). An engine process that holds nothing takes 110 MiB itself, half of it shared with the app: it counts nowhere, since it
 * is the same for all models and there as soon as one was used.
 */
export const engineRamBytes = 24 * 2 ** 20
/** A GPU's driver keeps its context and llama.cpp's compiled kernels in the GPU's memory. */
export const engineVramBytes = 320 * 2 ** 20

/** Bytes of one element of the KV cache: ggml's blocks of 32. */
const kvElementBytes: Record<KvType, number> = {
  f16: 2,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
}

/** The whole KV cache, all layers' windows as wide as the context; null where the header does not tell. */
export function kvCacheBytes(
  { kvElementsPerToken: kv }: Pick<FitModel, 'kvElementsPerToken'>,
  load: Pick<LoadOptions, 'kvTypeK' | 'kvTypeV' | 'flashAttention'>,
  contextTokens: number,
): number | null {
  if (kv === null) return null
  // As the engine loads it: a quantized V cache needs flash attention.
  const kvTypeV = load.flashAttention === 'off' ? 'f16' : load.kvTypeV
  return Math.ceil(contextTokens * (kv.k * kvElementBytes[load.kvTypeK] + kv.v * kvElementBytes[kvTypeV]))
}

export function planBytes({ weightsBytes, kvCacheBytes, computeBytes, engineBytes }: Omit<DevicePlan, 'kind'>): number {
  return weightsBytes + kvCacheBytes + computeBytes + engineBytes
}

export function totalBytes(plan: LoadPlan): number {
  return plan.devices.reduce((sum, device) => sum + planBytes(device), 0)
}

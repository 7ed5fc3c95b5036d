import type { KvType, LoadOptions } from '#contract/engine.ts'
import type { Fit, FitDevice } from '#contract/models.ts'
import { kvElementsAt } from '../library/gguf/kv-elements.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/** What is known of a model that a load is planned for. */
export type FitModel = Pick<
  StoredModel,
  'sizeBytes' | 'kvElementsPerToken' | 'embeddingLength' | 'vocabularySize' | 'layerCount' | 'trainedContextTokens'
> &
  Partial<Pick<StoredModel, 'header'>>

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

/** llama.cpp's own where the user sets none. */
export const defaultUbatchTokens = 512

/** The whole KV cache; null where the header does not tell. Layers with a sliding window hold no more than that, where it is known which. */
export function kvCacheBytes(
  { kvElementsPerToken: perToken, header }: Pick<FitModel, 'kvElementsPerToken' | 'header'>,
  load: Pick<LoadOptions, 'kvTypeK' | 'kvTypeV' | 'flashAttention' | 'ubatchTokens'>,
  contextTokens: number,
): number | null {
  if (perToken === null) return null
  const window = header?.kvWindow ?? null
  const kv = kvElementsAt({ perToken, window }, contextTokens, load.ubatchTokens ?? defaultUbatchTokens)
  // As the engine loads it: a quantized V cache needs flash attention.
  const kvTypeV = load.flashAttention === 'off' ? 'f16' : load.kvTypeV
  return Math.ceil(kv.k * kvElementBytes[load.kvTypeK] + kv.v * kvElementBytes[kvTypeV])
}

export function planBytes({ weightsBytes, kvCacheBytes, computeBytes, engineBytes }: Omit<DevicePlan, 'kind'>): number {
  return weightsBytes + kvCacheBytes + computeBytes + engineBytes
}

export function totalBytes(plan: LoadPlan): number {
  return plan.devices.reduce((sum, device) => sum + planBytes(device), 0)
}

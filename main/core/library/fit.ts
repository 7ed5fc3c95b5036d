import { contextCapTokens, type KvType, type LoadOptions } from '#contract/engine.ts'
import type { BackendId, Hardware } from '#contract/hardware.ts'
import type { Fit, FitDevice } from '#contract/models.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/*
 * Whether a model fits: an estimate for the list of models, from the header alone. The engine asks llama.cpp itself before a load.
 *
 *   required = weights + KV cache + compute buffers + the engine's own
 *   weights  = the file's size
 *   KV cache = context × (elements of K a token × bytes of an element of K + the same for V), over all layers
 *   compute  = batch × 4 bytes × (vocabulary + 4 × embedding): the logits and the widest activations of one batch, with flash attention
 *
 * Measured on the starter at 8,192 tokens: KV cache 180 MiB as computed, compute buffer 98 MiB where this says 100.
 * Sliding-window models need less than this, since their windows are not counted.
 */

/** What the estimate needs to know of a model. */
type FitModel = Pick<
  StoredModel,
  'sizeBytes' | 'kvElementsPerToken' | 'embeddingLength' | 'vocabularySize' | 'layerCount' | 'trainedContextTokens'
>

/** What is free for a model while none is loaded; null where nothing can tell. */
export type FitMemory = {
  ramBytes: number | null
  /** Of all GPUs together; null where models run on the CPU. */
  gpu: { vramBytes: number | null; unifiedMemory: boolean } | null
}

/** Bytes of one element of the KV cache: ggml's blocks of 32. */
const kvElementBytes: Record<KvType, number> = {
  f16: 2,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
}

const batchTokens = 512
const bytesPerActivation = 4
const activationsPerEmbedding = 4
/** The process with llama.cpp's libraries; a GPU's driver takes more for its context. */
const engineBytes = { cpu: 64 * 2 ** 20, gpu: 320 * 2 ** 20 }
/** Less room than this share of what is free is called tight. */
const tightShare = 0.1

/** The context that a model would be loaded with: the user's, or the cap, and never more than it was trained for. */
export function plannedContextTokens(trainedContextTokens: number | null, load: LoadOptions): number {
  const wanted = load.contextTokens ?? contextCapTokens
  return Math.min(wanted, trainedContextTokens ?? wanted)
}

export function estimateFit(model: FitModel, load: LoadOptions, memory: FitMemory): Fit {
  const contextTokens = plannedContextTokens(model.trainedContextTokens, load)
  const parts = estimateParts(model, load, memory)
  if (parts === null) {
    return {
      verdict: 'unknown',
      requiredBytes: null,
      availableBytes: null,
      contextTokens,
      gpuLayers: null,
      source: 'header',
    }
  }

  const perLayerBytes = parts.weightsBytes + parts.kvCacheBytes
  const fixedBytes = parts.computeBytes + parts.engineBytes
  const requiredBytes = perLayerBytes + fixedBytes
  if (memory.gpu === null || load.gpuLayers === 0) {
    return {
      verdict: wholeVerdict(requiredBytes, memory.ramBytes),
      requiredBytes,
      availableBytes: memory.ramBytes,
      contextTokens,
      gpuLayers: memory.gpu === null ? null : 0,
      source: 'header',
    }
  }

  // llama.cpp counts the output as one layer more.
  const allLayers = model.layerCount === null ? null : model.layerCount + 1
  const vramBytes = memory.gpu.vramBytes
  const whole = wholeVerdict(requiredBytes, vramBytes)
  const result = { requiredBytes, availableBytes: vramBytes, contextTokens, source: 'header' as const }
  if (vramBytes === null || allLayers === null) return { ...result, verdict: whole, gpuLayers: allLayers }

  const fitting = Math.floor((vramBytes - fixedBytes) / (perLayerBytes / allLayers))
  const gpuLayers = Math.max(0, Math.min(allLayers, load.gpuLayers ?? allLayers, fitting))
  if (gpuLayers === allLayers) return { ...result, verdict: whole, gpuLayers }
  const restBytes = perLayerBytes * (1 - gpuLayers / allLayers)
  // With unified memory what the GPU cannot hold lies in the same memory.
  const takenBytes = memory.gpu.unifiedMemory ? requiredBytes : restBytes
  const restFits = memory.ramBytes === null || takenBytes <= memory.ramBytes
  return { ...result, verdict: restFits ? 'partial-offload' : 'wont-fit', gpuLayers }
}

/** What is free on this machine, as the probe found it. */
export function fitMemory(hardware: Hardware | null, ramBytes: number | null): FitMemory {
  if (hardware === null) return { ramBytes, gpu: null }
  return { ramBytes, gpu: gpuMemory(hardware, hardware.chosen.backend) }
}

function gpuMemory(hardware: Hardware, backendId: BackendId): FitMemory['gpu'] {
  const devices = hardware.backends.find((backend) => backend.id === backendId)?.devices ?? []
  if (backendId === 'cpu') return null
  let vramBytes: number | null = devices.length > 0 ? 0 : null
  for (const device of devices) {
    vramBytes = vramBytes === null || device.vramFreeBytes === null ? null : vramBytes + device.vramFreeBytes
  }
  return { vramBytes, unifiedMemory: devices.some((device) => device.unifiedMemory) }
}

/** What a load would take, part by part; null where the header does not tell. */
export function estimateParts(
  model: FitModel,
  load: LoadOptions,
  memory: FitMemory,
): Omit<FitDevice, 'kind' | 'availableBytes'> | null {
  const { kvElementsPerToken: kv, embeddingLength, vocabularySize } = model
  if (kv === null || embeddingLength === null || vocabularySize === null) return null
  const contextTokens = plannedContextTokens(model.trainedContextTokens, load)
  const batch = Math.min(batchTokens, contextTokens)
  const parts = {
    weightsBytes: model.sizeBytes,
    kvCacheBytes: Math.ceil(
      contextTokens * (kv.k * kvElementBytes[load.kvTypeK] + kv.v * kvElementBytes[load.kvTypeV]),
    ),
    computeBytes: batch * bytesPerActivation * (vocabularySize + activationsPerEmbedding * embeddingLength),
    engineBytes: memory.gpu ? engineBytes.gpu : engineBytes.cpu,
  }
  // A header may claim anything: what is no count of bytes would be refused by the contract, and the whole list with it.
  const totalBytes = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)
  return Number.isSafeInteger(totalBytes) ? parts : null
}

function wholeVerdict(requiredBytes: number, availableBytes: number | null): Fit['verdict'] {
  if (availableBytes === null) return 'unknown'
  if (requiredBytes > availableBytes) return 'wont-fit'
  return availableBytes - requiredBytes < availableBytes * tightShare ? 'tight' : 'fits'
}

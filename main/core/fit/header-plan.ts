import type { LoadOptions } from '#contract/engine.ts'
import type { FitMemory } from './fit-memory.ts'
import {
  type DevicePlan,
  defaultUbatchTokens,
  engineRamBytes,
  engineVramBytes,
  type FitModel,
  kvCacheBytes,
  type LoadPlan,
} from './load-plan.ts'
import { plannedContextTokens } from './planned-context.ts'

/*
 * What a load takes by its header alone, where llama.cpp was not asked or could not say:
 *
 *   weights  = the files' size
 *   KV cache = context × (elements of K a token × bytes of an element of K + the same for V), over all layers
 *   compute  = batch × 4 bytes × (vocabulary + 4 × embedding) on a GPU: the logits and the widest activations of one batch, with flash
 *              attention; on the CPU batch × 4 bytes × 16 × embedding, since the room for the logits is reserved and never used
 *   engine   = what the engine's process adds, with 600 bytes for each entry of the vocabulary
 *
 * Measured on the starter at 8,192 tokens: KV cache 180 MiB as computed; compute buffer 98 MiB, where this says 100 for a GPU, of which the
 * engine on the CPU uses 15 to 28, where this says 18. Layers with a sliding window hold it and one micro-batch, where the header or the
 * architecture tells which they are.
 */

const bytesPerActivation = 4
const activationsPerEmbedding = 4
/** A layer's feed-forward part is about four times as wide, and there three times at its peak. */
const usedActivationsPerEmbedding = 16
const bytesPerToken = 600

/** null where the header does not tell, or tells the absurd. */
export function planFromHeader(model: FitModel, load: LoadOptions, memory: FitMemory): LoadPlan | null {
  const parts = partsOf(model, load)
  if (parts === null) return null
  const { contextTokens, weightsBytes, kvCacheBytes, computeBytes, usedComputeBytes, tokenizerBytes } = parts
  const engineBytes = engineRamBytes + tokenizerBytes
  const ram: DevicePlan = { kind: 'ram', weightsBytes, kvCacheBytes, computeBytes: usedComputeBytes, engineBytes }
  // llama.cpp counts the output as one layer more.
  const totalLayers = model.layerCount === null ? null : model.layerCount + 1
  const plan = { source: 'header' as const, contextTokens, totalLayers }
  if (memory.gpu === null) return { ...plan, gpuLayers: null, devices: [ram] }

  const fixedBytes = computeBytes + engineVramBytes
  const gpuLayers = layersOnGpu(weightsBytes + kvCacheBytes, fixedBytes, totalLayers, load, memory.gpu.vramBytes)
  if (gpuLayers === 0) return { ...plan, gpuLayers, devices: [ram] }
  const share = gpuLayers === null || totalLayers === null ? 1 : gpuLayers / totalLayers
  const offloaded = { weightsBytes: Math.round(weightsBytes * share), kvCacheBytes: Math.round(kvCacheBytes * share) }
  return {
    ...plan,
    gpuLayers,
    devices: [
      {
        kind: 'ram',
        weightsBytes: weightsBytes - offloaded.weightsBytes,
        kvCacheBytes: kvCacheBytes - offloaded.kvCacheBytes,
        computeBytes: 0,
        engineBytes,
      },
      { kind: 'vram', ...offloaded, computeBytes, engineBytes: engineVramBytes },
    ],
  }
}

/** As many as the user allows and the GPU can hold; all where its memory or their number is unknown. */
function layersOnGpu(
  layersBytes: number,
  fixedBytes: number,
  totalLayers: number | null,
  load: LoadOptions,
  vramBytes: number | null,
): number | null {
  if (totalLayers === null) return load.gpuLayers === 0 ? 0 : null
  const fitting = vramBytes === null ? totalLayers : Math.floor((vramBytes - fixedBytes) / (layersBytes / totalLayers))
  return Math.max(0, Math.min(totalLayers, load.gpuLayers ?? totalLayers, fitting))
}

function partsOf(model: FitModel, load: LoadOptions) {
  const { embeddingLength, vocabularySize, sizeBytes: weightsBytes } = model
  const contextTokens = plannedContextTokens(model.trainedContextTokens, load)
  const kvBytes = kvCacheBytes(model, load, contextTokens)
  if (kvBytes === null || embeddingLength === null || vocabularySize === null) return null
  const ubatchTokens = Math.min(load.ubatchTokens ?? defaultUbatchTokens, contextTokens)
  const parts = {
    weightsBytes,
    kvCacheBytes: kvBytes,
    computeBytes: ubatchTokens * bytesPerActivation * (vocabularySize + activationsPerEmbedding * embeddingLength),
    usedComputeBytes: ubatchTokens * bytesPerActivation * usedActivationsPerEmbedding * embeddingLength,
    tokenizerBytes: vocabularySize * bytesPerToken,
  }
  // A header may claim anything: what is no count of bytes would be refused by the contract, and the whole list with it.
  const sumBytes = Object.values(parts).reduce((sum, bytes) => sum + bytes, engineRamBytes + engineVramBytes)
  return Number.isSafeInteger(sumBytes) ? { ...parts, contextTokens } : null
}

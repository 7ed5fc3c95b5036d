import type { LoadOptions } from '#contract/engine.ts'
import type { LoadSimulation } from '../ports/fit-estimator.ts'
import {
  type DevicePlan,
  engineRamBytes,
  engineVramBytes,
  type FitModel,
  kvCacheBytes,
  type LoadPlan,
} from './load-plan.ts'

/**
 * llama.cpp's own figures, split into parts. It tells the context as one sum: the KV cache is what the header says that it is, and the
 * rest are compute buffers. Of those the CPU only uses what the layers work on (`LoadSimulation.activationBytes`); a GPU's
 * buffers, and those in main memory that it reads, are taken whole.
 */
export function planFromSimulation(
  simulation: LoadSimulation,
  model: FitModel,
  load: LoadOptions,
  contextTokens: number,
): LoadPlan {
  const { gpuLayers, totalLayers, weights, context, activationBytes, tokenizerBytes, vramFreeBytes } = simulation
  const kvBytes = kvCacheBytes(model, load, contextTokens)
  // The output is no layer of the cache; those next to it go to the GPU first.
  const kvLayers = Math.max(1, totalLayers - 1)
  const offloadedShare = Math.min(kvLayers, Math.max(0, gpuLayers - 1)) / kvLayers
  const isOnGpu = gpuLayers > 0
  const ramContext = split(context.ramBytes, kvBytes === null ? null : kvBytes * (1 - offloadedShare), activationBytes)
  const ram: DevicePlan = {
    kind: 'ram',
    weightsBytes: weights.ramBytes,
    kvCacheBytes: ramContext.kvCacheBytes,
    computeBytes: isOnGpu ? ramContext.computeBytes : Math.min(ramContext.computeBytes, activationBytes),
    engineBytes: engineRamBytes + tokenizerBytes,
  }
  const vram: DevicePlan = {
    kind: 'vram',
    weightsBytes: weights.vramBytes,
    ...split(context.vramBytes, kvBytes === null ? null : kvBytes * offloadedShare, activationBytes),
    engineBytes: engineVramBytes,
  }
  return {
    source: 'llama.cpp',
    contextTokens,
    gpuLayers: vramFreeBytes === null ? null : gpuLayers,
    totalLayers,
    devices: isOnGpu ? [ram, vram] : [ram],
  }
}

/** A cache that the header makes larger than the whole has windows that slide: then the compute buffers are what the layers work on. */
function split(contextBytes: number, kvBytes: number | null, activationBytes: number) {
  const isKnown = kvBytes !== null && kvBytes <= contextBytes
  const cacheBytes = isKnown ? Math.round(kvBytes) : contextBytes - Math.min(contextBytes, activationBytes)
  return { kvCacheBytes: cacheBytes, computeBytes: contextBytes - cacheBytes }
}

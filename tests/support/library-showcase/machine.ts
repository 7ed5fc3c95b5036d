import type { Hardware } from '#contract/hardware.ts'
import type { Fit, FitEstimate, Model } from '#contract/models.ts'

const gib = 1024 ** 3
const vramFreeBytes = Math.round(7.6 * gib)
const ramFreeBytes = Math.round(22 * gib)

/** A machine with a GPU of 8 GiB. */
export const hardware: Hardware = {
  probedAtMs: 0,
  platform: 'linux-x64',
  osName: 'Linux',
  cpu: { model: 'Test CPU', physicalCores: 8, logicalCores: 16, instructionSets: ['AVX2'], libraryVariant: null },
  ramTotalBytes: 32 * gib,
  ramAvailableBytes: ramFreeBytes,
  backends: [
    {
      id: 'cuda',
      status: 'available',
      problem: null,
      devices: [{ name: 'GeForce RTX 4060', vramTotalBytes: 8 * gib, vramFreeBytes, unifiedMemory: false }],
    },
    { id: 'cpu', status: 'available', problem: null, devices: [] },
  ],
  chosen: { backend: 'cuda', reason: 'gpu-found', params: { backend: 'cuda', gpuName: 'GeForce RTX 4060' } },
}

/** Bits a weight, about, of the quantizations that the showcase has. */
export const bits: Record<string, number> = {
  BF16: 16,
  Q8_0: 8.5,
  Q6_K: 6.6,
  Q5_K_M: 5.7,
  Q4_K_M: 4.9,
  Q3_K_M: 4,
  Q2_K: 3.2,
}

const contextBytes = (tokens: number): number => tokens * 57_344 + 0.52 * gib

/** By plain arithmetic: the weights, and a KV cache that grows with the context. */
export const fitOf = (sizeBytes: number, contextTokens = 8192): Fit => {
  const requiredBytes = Math.round(sizeBytes + contextBytes(contextTokens))
  const share = requiredBytes / vramFreeBytes
  const verdict =
    share < 0.93
      ? 'fits'
      : share <= 1
        ? 'tight'
        : requiredBytes < vramFreeBytes + ramFreeBytes
          ? 'partial-offload'
          : 'wont-fit'
  const gpuLayers = Math.min(33, Math.floor(33 / share))
  return { verdict, requiredBytes, availableBytes: vramFreeBytes, contextTokens, gpuLayers, source: 'llama.cpp' }
}

/** A fit with its parts, as llama.cpp would give them. */
export const estimate = (model: Model, contextTokens: number): FitEstimate => ({
  ...fitOf(model.sizeBytes, contextTokens),
  totalLayers: 33,
  devices: [
    {
      kind: 'vram',
      weightsBytes: model.sizeBytes,
      kvCacheBytes: contextTokens * 57_344,
      computeBytes: Math.round(0.31 * gib),
      engineBytes: Math.round(0.21 * gib),
      availableBytes: vramFreeBytes,
    },
  ],
  measured: null,
  ownError: null,
})

import type { LoadOptions } from '#contract/engine.ts'
import type { Fit } from '#contract/models.ts'
import type { FitMemory } from '../fit/fit-memory.ts'
import { plannedContextTokens } from '../fit/planned-context.ts'
import { roomFor } from '../fit/room-for.ts'

/*
 * Whether a model would fit that is not here: its header cannot be read, only its size and what the hub says of it.
 *
 *   required = file size + KV cache + compute buffers
 *   KV cache = context × (64 KiB + 96 KiB × √(parameters / 8 billion))
 *   compute  = 400 MiB: the logits of one batch over a vocabulary of 150,000, and the engine itself
 *
 * The KV term is a line above what present models with grouped heads take at f16: Llama 3.2 1B 32 KiB a token (this says 98), Qwen3 0.6B
 * 112 (90), Llama 3.1 8B 128 (160), Qwen3 14B 160 (191), Qwen3 32B 256 (256), Llama 3.3 70B 320 (348). Old models without grouped heads
 * take more; those with sliding windows or state-space layers less. Once a file is here its own header is asked instead.
 */

const kvBaseBytes = 64 * 1024
const kvScaledBytes = 96 * 1024
const kvScaleParameters = 8e9
const fixedBytes = 400 * 2 ** 20
/** Where nobody says how many parameters: as many as this many bits each make of the file. */
const assumedBitsPerWeight = 5

type SizedModel = { sizeBytes: number | null; parameterCount: number | null; contextTokens: number | null }

/** The verdict from a file's size alone. */
export function sizeFit(model: SizedModel, load: LoadOptions, memory: FitMemory): Fit {
  const contextTokens = plannedContextTokens(model.contextTokens, load)
  const availableBytes = memory.gpu === null ? memory.ramBytes : memory.gpu.vramBytes
  const requiredBytes =
    model.sizeBytes === null ? null : requiredFor(model.sizeBytes, model.parameterCount, contextTokens)
  const fit = { requiredBytes, availableBytes, contextTokens, gpuLayers: null, source: 'file-size' as const }
  if (requiredBytes === null || availableBytes === null) return { ...fit, verdict: 'unknown' }
  const room = roomFor(requiredBytes, availableBytes)
  if (room !== 'wont-fit' || memory.gpu === null) return { ...fit, verdict: room }
  // What the GPU cannot hold lies in main memory, which is the same one where memory is unified.
  const restBytes = memory.gpu.unifiedMemory ? requiredBytes : requiredBytes - availableBytes
  if (memory.ramBytes === null) return { ...fit, verdict: 'unknown' }
  return { ...fit, verdict: restBytes <= memory.ramBytes ? 'partial-offload' : 'wont-fit' }
}

function requiredFor(sizeBytes: number, parameterCount: number | null, contextTokens: number): number | null {
  const parameters = parameterCount ?? (sizeBytes * 8) / assumedBitsPerWeight
  const kvBytes = contextTokens * (kvBaseBytes + kvScaledBytes * Math.sqrt(parameters / kvScaleParameters))
  const requiredBytes = Math.ceil(sizeBytes + kvBytes + fixedBytes)
  return Number.isSafeInteger(requiredBytes) ? requiredBytes : null
}

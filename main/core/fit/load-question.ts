import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { FitQuestion } from '../ports/fit-estimator.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import { plannedContextTokens } from './planned-context.ts'

/** The question of how much a load with these options would take. */
export function questionOf(
  model: StoredModel,
  load: LoadOptions,
  backend: BackendId,
  heldVramBytes: number,
): FitQuestion {
  const { gpuLayers, flashAttention, kvTypeK, kvTypeV, ubatchTokens, mmap } = load
  return {
    modelId: model.id,
    path: model.path,
    sizeBytes: model.sizeBytes,
    modifiedAtMs: model.modifiedAtMs,
    backend,
    contextTokens: plannedContextTokens(model.trainedContextTokens, load),
    options: { gpuLayers, flashAttention, kvTypeK, kvTypeV, ubatchTokens, mmap },
    heldVramBytes,
  }
}

/** The file and all choices that an answer holds for. What is free on the GPUs is left out: that is looked at again in each verdict. */
export function questionKey({ modelId, path, heldVramBytes, ...asked }: FitQuestion): string {
  return JSON.stringify(asked)
}

/** The options that would load a model as it was loaded. */
export function optionsInForce(loaded: LoadedModel): LoadOptions {
  return {
    contextTokens: loaded.contextTokens,
    threads: loaded.threads,
    gpuLayers: loaded.gpuLayers,
    flashAttention: loaded.flashAttention ? 'on' : 'off',
    kvTypeK: loaded.kvTypeK,
    kvTypeV: loaded.kvTypeV,
    backend: loaded.backend,
    batchTokens: loaded.batchTokens,
    ubatchTokens: loaded.ubatchTokens,
    mmap: loaded.mmap ? 'on' : 'off',
    mlock: loaded.mlock,
  }
}

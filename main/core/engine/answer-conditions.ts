import type { AnswerConditions } from '#contract/conversations.ts'
import type { LoadedModel } from '#contract/engine.ts'
import type { GenerateRequest } from '../ports/engine-link.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/** What is in force for an answer, to be kept with it. */
export function answerConditions(
  loaded: LoadedModel,
  file: Pick<StoredModel, 'sizeBytes' | 'sha256'>,
  request: Pick<GenerateRequest, 'sampling' | 'systemPrompt'>,
): AnswerConditions {
  return {
    modelId: loaded.modelId,
    modelName: loaded.name,
    quantization: loaded.quantization,
    modelSizeBytes: file.sizeBytes,
    modelSha256: file.sha256,
    engineBuild: loaded.engineBuild,
    backend: loaded.backend,
    gpuLayers: loaded.gpuLayers,
    totalLayers: loaded.totalLayers,
    contextTokens: loaded.contextTokens,
    threads: loaded.threads,
    flashAttention: loaded.flashAttention,
    kvTypeK: loaded.kvTypeK,
    kvTypeV: loaded.kvTypeV,
    batchTokens: loaded.batchTokens,
    ubatchTokens: loaded.ubatchTokens,
    mmap: loaded.mmap,
    mlock: loaded.mlock,
    profileName: loaded.profileName,
    sampling: request.sampling,
    systemPrompt: request.systemPrompt,
  }
}

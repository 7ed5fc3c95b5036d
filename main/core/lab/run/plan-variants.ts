import type { LabParameters, LabSweep } from '#contract/lab/plan.ts'
import type { LabModel, LabVariant } from '#contract/lab/run.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { originOf } from '../quantize/origin.ts'
import { variantLabels } from './variant-labels.ts'

/** Each model with each combination of the sweep, the models in their order. What only a load tells is empty until then. */
export function planVariants(models: readonly StoredModel[], sweep: LabSweep): LabVariant[] {
  const variants = models.flatMap((model) =>
    combinations(sweep).map((parameters) => ({ model: labModelOf(model), parameters })),
  )
  const labels = variantLabels(variants, sweep)
  return variants.map((variant, index) => ({ label: labels[index] ?? '', ...variant }))
}

/** A model of the library as a run keeps it, before it was loaded. */
export function labModelOf(model: StoredModel): LabModel {
  const { id, name, fileName, quantization, architecture, ladderId, sizeBytes, parameterCount, sha256 } = model
  return {
    modelId: id,
    name,
    fileName,
    quantization,
    description: '',
    architecture,
    ladderId,
    sizeBytes,
    tensorBytes: 0,
    parameterCount: parameterCount ?? 0,
    vocabularySize: model.vocabularySize ?? 0,
    tokenizerHash: '',
    sha256,
    origin: originOf(model),
    ...(model.header?.fallback && { fallback: model.header.fallback }),
  }
}

/** Every combination, without those that come twice. The last parameter changes fastest, as in llama-bench. */
export function combinations(sweep: LabSweep): LabParameters[] {
  const all = each(sweep.batchTokens).flatMap((batchTokens) =>
    each(sweep.microBatchTokens).flatMap((microBatchTokens) =>
      each(sweep.kvTypeK).flatMap((kvTypeK) =>
        each(sweep.kvTypeV).flatMap((kvTypeV) =>
          each(sweep.threads).flatMap((threads) =>
            each(sweep.gpuLayers).flatMap((gpuLayers) =>
              each(sweep.flashAttention).map((flashAttention) => ({
                batchTokens,
                microBatchTokens,
                threads,
                gpuLayers,
                kvTypeK,
                kvTypeV,
                flashAttention,
              })),
            ),
          ),
        ),
      ),
    ),
  )
  return all
}

function each<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

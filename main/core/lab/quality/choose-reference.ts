import type { LabParameters } from '#contract/lab/plan.ts'
import type { LabModel, LabRun } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { labModelOf } from '../run/plan-variants.ts'

/** What all variants of a run are put against. */
export type Reference = {
  /** Which variant it is; null where it is a model that is not itself compared. */
  variant: number | null
  model: LabModel
  path: string
  parameters: LabParameters
}

/**
 * The reference of a run: what it has been so far, else the model that the plan names, else the largest of those that are compared. Of a model's
 * variants, it is the first whose caches are not quantized. Faults: MODEL_NOT_FOUND (params.modelId).
 */
export function chooseReference(
  run: LabRun,
  { variants, models }: { variants: readonly number[]; models: ReadonlyMap<string, StoredModel> },
): Reference {
  const compared = variants.flatMap((index) => {
    const variant = run.variants[index]
    return variant === undefined ? [] : [{ index, ...variant }]
  })
  const modelId = run.qualitySetup?.reference.modelId ?? run.plan.quality?.referenceModelId ?? largest(compared)
  const stored = models.get(modelId ?? '')
  if (stored === undefined) throw new Fault('MODEL_NOT_FOUND', { params: { modelId: modelId ?? '' } })
  const own = compared.filter(({ model }) => model.modelId === modelId)
  const variant = own.find(({ parameters }) => isExact(parameters)) ?? null
  const parameters = variant?.parameters ?? own[0]?.parameters ?? compared[0]?.parameters
  if (parameters === undefined) throw new Fault('INTERNAL', { detail: 'There is no variant to compare' })
  return {
    variant: variant?.index ?? null,
    model: variant?.model ?? labModelOf(stored),
    path: stored.path,
    parameters: isExact(parameters) ? parameters : { ...parameters, kvTypeK: 'f16', kvTypeV: 'f16' },
  }
}

function largest(compared: readonly { model: LabModel }[]): string | null {
  const [first] = compared.map(({ model }) => model).sort((one, other) => other.sizeBytes - one.sizeBytes)
  return first?.modelId ?? null
}

function isExact({ kvTypeK, kvTypeV }: LabParameters): boolean {
  return [kvTypeK, kvTypeV].every((type) => type === 'f32' || type === 'f16' || type === 'bf16')
}

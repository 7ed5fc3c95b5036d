import type { LabPlan } from '#contract/lab/plan.ts'
import type { Model } from '#contract/models.ts'

const wholeTypes = ['F32', 'F16', 'BF16']

export type ReferenceChoice = {
  /** What the others are put against; null where none is chosen. */
  model: Model | null
  /** Models that can be it: first those of the run's own ladders, the largest first. */
  candidates: Model[]
}

/** What the quality is put against: what was asked for, else the largest of the chosen. */
export function qualityReference(
  { quality, modelIds }: Pick<LabPlan, 'quality' | 'modelIds'>,
  models: readonly Model[],
): ReferenceChoice {
  const chosen = models.filter(({ id }) => modelIds.includes(id))
  const ladders = new Set(chosen.map(({ ladderId }) => ladderId))
  const candidates = models
    .filter(({ problem, isReachable, ladderId }) => problem === null && isReachable && ladders.has(ladderId))
    .toSorted((one, other) => other.sizeBytes - one.sizeBytes)
  const largest = chosen.toSorted((one, other) => other.sizeBytes - one.sizeBytes)[0] ?? null
  const wanted = quality?.referenceModelId ?? null
  return { model: wanted === null ? largest : (models.find(({ id }) => id === wanted) ?? null), candidates }
}

/** Whether a reference has lost something itself, by its own type or by what it was made of. */
export function referenceLoss(model: Model): { kind: 'quantized' } | { kind: 'made-from'; origin: string } | null {
  if (!wholeTypes.includes(model.quantization)) return { kind: 'quantized' }
  const origin = model.quantizedFrom?.find((type) => !wholeTypes.includes(type))
  return origin === undefined ? null : { kind: 'made-from', origin }
}

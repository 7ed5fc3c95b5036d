import type { LabSweep } from '#contract/lab/plan.ts'
import type { LabModel, LabVariant } from '#contract/lab/run.ts'

/** What tells a parameter in a label. */
const tellers: { [Key in keyof LabSweep]: (value: LabSweep[Key][number]) => string } = {
  batchTokens: (value) => `b${value}`,
  microBatchTokens: (value) => `ub${value}`,
  threads: (value) => (value === null ? 't auto' : `t${value}`),
  gpuLayers: (value) => (value === null ? 'ngl auto' : `ngl${value}`),
  kvTypeK: (value) => `K ${value}`,
  kvTypeV: (value) => `V ${value}`,
  flashAttention: (value) => `fa ${value}`,
}

/** Labels that are as short as they can be and all different: the quantization, more of the model where that is not enough, and what is swept. */
export function variantLabels(variants: readonly Omit<LabVariant, 'label'>[], sweep: LabSweep): string[] {
  const models = [...new Map(variants.map(({ model }) => [model.modelId, model])).values()]
  const labels = variants.map(({ model, parameters }) => {
    const swept = [
      ...tell('threads', sweep, parameters),
      ...tell('gpuLayers', sweep, parameters),
      ...tell('kvTypeK', sweep, parameters),
      ...tell('kvTypeV', sweep, parameters),
      ...tell('flashAttention', sweep, parameters),
      ...tell('batchTokens', sweep, parameters),
      ...tell('microBatchTokens', sweep, parameters),
    ]
    return [modelLabel(model, models), ...swept].join(' · ')
  })
  return labels.map((label, index) => {
    const earlier = labels.slice(0, index).filter((other) => other === label).length
    return earlier === 0 ? label : `${label} (${earlier + 1})`
  })
}

/** The first of these that no other model has. */
function modelLabel(model: LabModel, models: readonly LabModel[]): string {
  const candidates: ((one: LabModel) => string)[] = [
    ({ quantization }) => quantization,
    ({ name, quantization }) => (name.includes(quantization) ? name : `${name} ${quantization}`),
    ({ fileName }) => fileName,
  ]
  const isOwn = (label: (one: LabModel) => string) =>
    models.every((other) => other.modelId === model.modelId || label(other) !== label(model))
  return (candidates.find(isOwn) ?? (({ fileName }: LabModel) => fileName))(model)
}

function tell<Key extends keyof LabSweep>(
  key: Key,
  sweep: LabSweep,
  parameters: { [Each in keyof LabSweep]: LabSweep[Each][number] },
): string[] {
  return new Set<unknown>(sweep[key]).size > 1 ? [tellers[key](parameters[key])] : []
}

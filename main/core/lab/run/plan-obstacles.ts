import { defaultLoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { LabForecast, LabPlan } from '#contract/lab/plan.ts'
import type { FitService } from '../../fit/fit-service.ts'
import type { StoredModel } from '../../ports/model-repository.ts'
import { planTests } from './plan-tests.ts'
import { combinations } from './plan-variants.ts'
import { chatKvType } from './visit-prompts.ts'

/** A run of more would take days, and nobody could read it. */
const mostVariants = 64

export type ObstacleOptions = {
  fit: Pick<FitService, 'fitInto' | 'freeMemory'>
  backend: BackendId
  isReachable: (modelId: string) => boolean
}

/** Why a plan cannot be begun as it is; empty where nothing speaks against it. `models` are those of the plan that are listed. */
export function planObstacles(
  plan: LabPlan,
  models: readonly StoredModel[],
  options: ObstacleOptions,
): LabForecast['obstacles'] {
  const { sweep, modelIds, quality } = plan
  const variants = modelIds.length * combinations(sweep).length
  const isThere = (modelId: string) => {
    const model = models.find(({ id }) => id === modelId)
    return model !== undefined && model.problem === null && options.isReachable(modelId)
  }
  const quantizedV = sweep.kvTypeV.some((type) => !['f32', 'f16', 'bf16'].includes(type))
  const obstacles: LabForecast['obstacles'] = []
  if (modelIds.length === 0) obstacles.push('no-models')
  if (planTests(plan).length === 0 && quality === null) obstacles.push('nothing-to-measure')
  if (variants > mostVariants) obstacles.push('too-many-variants')
  if (!modelIds.every(isThere)) obstacles.push('model-unreachable')
  else if (models.some((model) => !fits(model, plan, options))) obstacles.push('does-not-fit')
  if (quantizedV && sweep.flashAttention.includes('off')) obstacles.push('value-cache-needs-flash-attention')
  return obstacles
}

/** By the header or what llama.cpp said before, with as much context as the longest test needs. */
function fits(model: StoredModel, { sweep, speedTests }: LabPlan, { fit, backend }: ObstacleOptions): boolean {
  const longest = speedTests.map((test) => test.promptTokens + test.generatedTokens + test.depthTokens)
  const contextTokens = Math.max(256, ...longest)
  return sweep.kvTypeK.some((kvTypeK) => {
    const kv = { kvTypeK: chatKvType(kvTypeK) ?? 'f16', kvTypeV: chatKvType(sweep.kvTypeV[0] ?? 'f16') ?? 'f16' }
    const { verdict } = fit.fitInto(fit.freeMemory(), model, { ...defaultLoadOptions, ...kv, backend, contextTokens })
    return verdict !== 'wont-fit'
  })
}

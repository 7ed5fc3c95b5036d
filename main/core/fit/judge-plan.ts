import type { LoadOptions } from '#contract/engine.ts'
import type { Fit, FitDevice } from '#contract/models.ts'
import type { FitMemory } from './fit-memory.ts'
import { planFromHeader } from './header-plan.ts'
import { type FitModel, type LoadPlan, planBytes, totalBytes } from './load-plan.ts'
import { plannedContextTokens } from './planned-context.ts'
import { roomFor } from './room-for.ts'

type Verdict = Fit['verdict']

/** Whether a load fits by its header alone. */
export function estimateFit(model: FitModel, load: LoadOptions, memory: FitMemory): Fit {
  return judgePlan(planFromHeader(model, load, memory), memory, plannedContextTokens(model.trainedContextTokens, load))
}

/** Whether what is planned fits into what is free. A plan that is null has no verdict. */
export function judgePlan(plan: LoadPlan | null, memory: FitMemory, contextTokens: number): Fit {
  const bare = { contextTokens, source: 'header' as const, gpuLayers: null }
  if (plan === null) return { ...bare, verdict: 'unknown', requiredBytes: null, availableBytes: null }
  const { source, gpuLayers } = plan
  const requiredBytes = totalBytes(plan)
  const isOnGpu = plan.devices.some(({ kind }) => kind === 'vram')
  const availableBytes = isOnGpu ? (memory.gpu?.vramBytes ?? null) : memory.ramBytes
  return { verdict: verdictOf(plan, memory), requiredBytes, availableBytes, contextTokens, gpuLayers, source }
}

/** The plan's devices beside what is free of each. */
export function fitDevices(plan: LoadPlan | null, memory: FitMemory): FitDevice[] {
  return (plan?.devices ?? []).map((device) => ({
    ...device,
    availableBytes: device.kind === 'ram' ? memory.ramBytes : (memory.gpu?.vramBytes ?? null),
  }))
}

function verdictOf(plan: LoadPlan, memory: FitMemory): Verdict {
  const bytes = (kind: FitDevice['kind']) =>
    plan.devices.filter((device) => device.kind === kind).reduce((sum, device) => sum + planBytes(device), 0)
  const vramBytes = bytes('vram')
  if (vramBytes === 0) return roomFor(bytes('ram'), memory.ramBytes)
  // With unified memory what lies on the GPU lies in the same memory.
  const isUnified = memory.gpu?.unifiedMemory ?? false
  const onGpu = roomFor(vramBytes, memory.gpu?.vramBytes ?? null)
  const inRam = roomFor(bytes('ram') + (isUnified ? vramBytes : 0), memory.ramBytes)
  if (onGpu === 'wont-fit' || inRam === 'wont-fit') return 'wont-fit'
  const isPartial = plan.gpuLayers !== null && plan.totalLayers !== null && plan.gpuLayers < plan.totalLayers
  if (isPartial && onGpu !== 'unknown') return 'partial-offload'
  return inRam === 'tight' ? inRam : onGpu
}

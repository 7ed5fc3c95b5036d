import type { Hardware } from '#contract/hardware.ts'
import type { Fit, Model } from '#contract/models.ts'

/** Up to which size a file fits, by what the models here need beside their weights. null: not known, or there is no such limit. */
export type SizeLimits = {
  /** The memory that models are loaded into: the GPU's where one is in use. */
  alone: { bytes: number; isGpu: boolean } | null
  /** Together with the main memory, with some layers on the CPU. Only beside a GPU with memory of its own. */
  withCpuBytes: number | null
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const overheadBytes = ({ fit, sizeBytes }: Model): number[] =>
  fit.requiredBytes === null ? [] : [Math.max(0, fit.requiredBytes - sizeBytes)]

const availableBytes = (fit: Fit): number[] => (fit.availableBytes === null ? [] : [fit.availableBytes])

/** The limits that are drawn through the list. About: what a model needs beside its weights differs from one to the next. */
export const sizeLimits = (models: readonly Model[], hardware: Hardware | null): SizeLimits => {
  const available = models.flatMap((model) => availableBytes(model.fit))
  if (available.length === 0 || !hardware) return { alone: null, withCpuBytes: null }
  const overhead = median(models.flatMap(overheadBytes))
  const backend = hardware.backends.find(({ id }) => id === hardware.chosen.backend)
  const isGpu = hardware.chosen.backend !== 'cpu'
  const isUnified = backend?.devices.some((device) => device.unifiedMemory) ?? false
  const aloneBytes = Math.max(...available) - overhead
  const withCpuBytes = isGpu && !isUnified ? aloneBytes + hardware.ramAvailableBytes : null
  return { alone: aloneBytes > 0 ? { bytes: aloneBytes, isGpu } : null, withCpuBytes }
}

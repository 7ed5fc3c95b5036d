import { type PowerScope, powerScopeSchema } from '#contract/energy.ts'
import type { FoundSource } from '../ports/power-collector.ts'

export type CoveredPlace = Pick<FoundSource, 'id' | 'scope' | 'deviceKey'>

/** What lies within a scope wherever it is: a machine has one board, and a chip that holds both processor and graphics is its only processor. */
const anywhereWithin: Record<PowerScope, readonly PowerScope[]> = {
  'whole-machine': powerScopeSchema.options,
  platform: ['platform', 'cpu-package', 'cpu-and-gpu', 'cpu-cores', 'memory'],
  'cpu-and-gpu': ['cpu-package', 'cpu-cores'],
  'cpu-package': [],
  'cpu-cores': [],
  'gpu-board': [],
  'gpu-chip': [],
  memory: [],
}

/** What lies within a scope of the same device. */
const onDeviceWithin: Record<PowerScope, readonly PowerScope[]> = {
  'whole-machine': [],
  platform: [],
  'cpu-and-gpu': ['cpu-and-gpu', 'gpu-board', 'gpu-chip'],
  'cpu-package': ['cpu-package', 'cpu-cores'],
  'cpu-cores': ['cpu-cores'],
  'gpu-board': ['gpu-board', 'gpu-chip'],
  'gpu-chip': ['gpu-chip'],
  memory: ['memory'],
}

/** True where all that the inner source measures is in the outer one's reading. Two that measure the same contain each other. */
export function contains(outer: CoveredPlace, inner: CoveredPlace): boolean {
  if (anywhereWithin[outer.scope].includes(inner.scope)) return true
  return outer.deviceKey === inner.deviceKey && onDeviceWithin[outer.scope].includes(inner.scope)
}

/** True where the two must not be added. */
export function overlaps(one: CoveredPlace, other: CoveredPlace): boolean {
  return contains(one, other) || contains(other, one)
}

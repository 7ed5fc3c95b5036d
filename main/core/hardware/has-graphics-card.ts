import type { HardwareState } from '#contract/hardware.ts'

/** True where a GPU with memory of its own was found. One that shares the machine's is in the processor's chip, and its power too. */
export function hasGraphicsCard(state: HardwareState): boolean {
  if (state.phase !== 'known') return false
  return state.hardware.backends.some(({ devices }) => devices.some(({ unifiedMemory }) => !unifiedMemory))
}

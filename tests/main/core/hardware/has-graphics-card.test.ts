import { expect, test } from 'vitest'
import type { Backend, HardwareState } from '#contract/hardware.ts'
import { hasGraphicsCard } from '../../../../main/core/hardware/has-graphics-card.ts'

function knownWith(backends: Backend[]): HardwareState {
  return {
    phase: 'known',
    hardware: {
      probedAtMs: 0,
      platform: 'linux',
      osName: 'Linux',
      cpu: { model: '', physicalCores: 4, logicalCores: 8, instructionSets: [], libraryVariant: null },
      ramTotalBytes: 0,
      ramAvailableBytes: 0,
      backends,
      chosen: { backend: 'cpu', reason: 'only-cpu-found', params: {} },
    },
  }
}

function vulkanWith(unifiedMemory: boolean): Backend {
  const device = { name: 'GPU', vramTotalBytes: null, vramFreeBytes: null, unifiedMemory }
  return { id: 'vulkan', status: 'available', problem: null, devices: [device] }
}

test.each([
  ['not known yet', { phase: 'probing' } as const, false],
  ['only a processor', knownWith([{ id: 'cpu', status: 'available', problem: null, devices: [] }]), false],
  // The package's counter holds it: to say that it was left out would be wrong.
  ['graphics in the processor', knownWith([vulkanWith(true)]), false],
  ['a card', knownWith([vulkanWith(false)]), true],
])('a card of its own: %s', (_what, state, expected) => {
  expect(hasGraphicsCard(state)).toBe(expected)
})

import { expect, test } from 'vitest'
import { defaultLoadOptions } from '#contract/engine.ts'
import { memoryParts } from '../../../../../renderer/features/library/load/memory-parts.ts'
import { makeEstimate, makeHardware } from '../../../fixtures.ts'

const device = makeEstimate().devices[0]
if (!device) throw new Error('The estimate has no device.')
const requiredBytes = device.weightsBytes + device.kvCacheBytes + device.computeBytes + device.engineBytes
const hardware = makeHardware({ ramTotalBytes: 16e9 })
const parts = (change: Partial<typeof device>, from = hardware) =>
  memoryParts({ ...device, ...change }, from, defaultLoadOptions)

test('what is neither free nor ours is others’ use', () => {
  expect(parts({ availableBytes: 12e9 })).toMatchObject({
    limitBytes: 16e9,
    isWhole: true,
    takenBytes: 4e9,
    requiredBytes,
    freeBytes: 12e9 - requiredBytes,
  })
})

test('without the machine’s size there is only what is free', () => {
  expect(memoryParts({ ...device, availableBytes: 5e9 }, null, defaultLoadOptions)).toMatchObject({
    limitBytes: 5e9,
    isWhole: false,
    takenBytes: 0,
  })
})

// A probe of an hour ago may say less than what is free now; a negative part would turn the bar over.
test('a size that is under what is free is not believed', () => {
  expect(parts({ availableBytes: 20e9 })).toMatchObject({ limitBytes: 20e9, isWhole: false, takenBytes: 0 })
})

test('all GPUs of the backend count together, unless one does not tell', () => {
  const gpu = (vramTotalBytes: number | null) => ({ name: 'G', vramTotalBytes, vramFreeBytes: 1, unifiedMemory: false })
  const withGpus = (...sizes: (number | null)[]) =>
    makeHardware({
      backends: [{ id: 'cuda', status: 'available', problem: null, devices: sizes.map(gpu) }],
      chosen: { backend: 'cuda', reason: 'gpu-found', params: {} },
    })
  expect(parts({ kind: 'vram', availableBytes: 6e9 }, withGpus(4e9, 4e9)).limitBytes).toBe(8e9)
  expect(parts({ kind: 'vram', availableBytes: 6e9 }, withGpus(4e9, null)).limitBytes).toBe(6e9)
})

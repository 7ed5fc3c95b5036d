import { expect, test } from 'vitest'
import { sizeLimits } from '../../../../../renderer/features/library/installed/size-limits.ts'
import { makeHardware, makeModel } from '../../../fixtures.ts'

const fit = makeModel().fit
const model = makeModel({ sizeBytes: 4e9, fit: { ...fit, requiredBytes: 5e9, availableBytes: 8e9 } })
const gpu = (unifiedMemory: boolean) =>
  makeHardware({
    ramAvailableBytes: 20e9,
    backends: [
      {
        id: 'cuda',
        status: 'available',
        problem: null,
        devices: [{ name: 'GPU', vramTotalBytes: 8e9, vramFreeBytes: 8e9, unifiedMemory }],
      },
    ],
    chosen: { backend: 'cuda', reason: 'gpu-found', params: {} },
  })

test('a file may be as large as the free memory without what models need beside their weights', () => {
  expect(sizeLimits([model], makeHardware())).toEqual({ alone: { bytes: 7e9, isGpu: false }, withCpuBytes: null })
})

test('beside a GPU with memory of its own the main memory takes more; one that shares it has it counted once', () => {
  expect(sizeLimits([model], gpu(false))).toEqual({ alone: { bytes: 7e9, isGpu: true }, withCpuBytes: 27e9 })
  expect(sizeLimits([model], gpu(true)).withCpuBytes).toBeNull()
})

test('no line is drawn where nothing is known, and none at a size below zero', () => {
  const unknown = makeModel({ fit: { ...fit, requiredBytes: null, availableBytes: null } })
  expect(sizeLimits([unknown], makeHardware()).alone).toBeNull()
  expect(sizeLimits([model], null).alone).toBeNull()
  const full = makeModel({ sizeBytes: 1e9, fit: { ...fit, requiredBytes: 3e9, availableBytes: 1e9 } })
  expect(sizeLimits([full], makeHardware()).alone).toBeNull()
})

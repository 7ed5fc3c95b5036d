import { describe, expect, it } from 'vitest'
import { sizeFit } from '../../../../main/core/hub/size-fit.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'

const gigabyte = 1e9
const load = { ...defaultLoadOptions, contextTokens: 4096 }
const model = { sizeBytes: 4 * gigabyte, parameterCount: 8e9, contextTokens: 131_072 }
const cpu = (ramBytes: number | null) => ({ ramBytes, gpu: null })
const gpu = (vramBytes: number | null, ramBytes: number | null, unifiedMemory = false) => ({
  ramBytes,
  gpu: { vramBytes, unifiedMemory },
})

it('asks for the file, a cache as the context needs it, and the rest', () => {
  const kvBytes = 4096 * 160 * 1024
  expect(sizeFit(model, load, cpu(16 * gigabyte))).toEqual({
    verdict: 'fits',
    requiredBytes: 4 * gigabyte + kvBytes + 400 * 2 ** 20,
    availableBytes: 16 * gigabyte,
    contextTokens: 4096,
    gpuLayers: null,
    source: 'file-size',
  })
})

describe.each([
  [cpu(16 * gigabyte), 'fits'],
  [cpu(5.3 * gigabyte), 'tight'],
  [cpu(4.5 * gigabyte), 'wont-fit'],
  [cpu(null), 'unknown'],
  [gpu(16 * gigabyte, gigabyte), 'fits'],
  [gpu(3 * gigabyte, 16 * gigabyte), 'partial-offload'],
  [gpu(3 * gigabyte, gigabyte), 'wont-fit'],
  [gpu(3 * gigabyte, null), 'unknown'],
  [gpu(null, 16 * gigabyte), 'unknown'],
  // What the GPU cannot hold would lie in the very memory that is full.
  [gpu(3 * gigabyte, 4 * gigabyte, true), 'wont-fit'],
] as const)('with %j', (memory, verdict) => {
  it(`says ${verdict}`, () => {
    expect(sizeFit(model, load, memory).verdict).toBe(verdict)
  })
})

it('does not guess without a size', () => {
  expect(sizeFit({ ...model, sizeBytes: null }, load, cpu(16 * gigabyte))).toMatchObject({
    verdict: 'unknown',
    requiredBytes: null,
  })
})

it('takes no more context than the model was trained for', () => {
  const short = sizeFit({ ...model, contextTokens: 2048 }, load, cpu(gigabyte))
  expect(short.contextTokens).toBe(2048)
  expect(short.requiredBytes).toBeLessThan(sizeFit(model, load, cpu(gigabyte)).requiredBytes ?? 0)
})

it('judges by the file where nobody says how many parameters it has', () => {
  const unknown = sizeFit({ ...model, parameterCount: null }, load, cpu(gigabyte)).requiredBytes ?? 0
  const known = sizeFit({ ...model, parameterCount: 6.4e9 }, load, cpu(gigabyte)).requiredBytes
  expect(unknown).toBe(known)
})

// A hub may claim anything: what is no count of bytes would be refused by the contract, and the whole page with it.
it('does not count beyond all counting', () => {
  const vast = { ...model, sizeBytes: Number.MAX_SAFE_INTEGER, parameterCount: Number.MAX_SAFE_INTEGER }
  expect(sizeFit(vast, load, cpu(gigabyte))).toMatchObject({ verdict: 'unknown', requiredBytes: null })
})

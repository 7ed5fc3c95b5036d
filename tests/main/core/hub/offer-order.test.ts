import { expect, it } from 'vitest'
import { recommendedOf as recommendedOn } from '../../../../main/core/hub/offer-order.ts'
import type { Fit } from '../../../../preload/contract/models.ts'

const onGpu = { ramBytes: 16e9, gpu: { vramBytes: 8e9, unifiedMemory: false } }
const recommendedOf = (ladder: ReturnType<typeof rung>[]) => recommendedOn(ladder, onGpu)

const rung = (
  name: string,
  sizeBytes: number | null,
  verdict: Fit['verdict'],
  bitsPerWeight: number | null = null,
  rate: number | null = null,
) => ({
  name,
  sizeBytes,
  bitsPerWeight,
  estimatedRate: rate === null ? null : { low: rate / 2, high: rate },
  fit: {
    verdict,
    requiredBytes: sizeBytes,
    availableBytes: 8e9,
    contextTokens: 8192,
    gpuLayers: null,
    source: 'file-size' as const,
  },
})

it('recommends the largest that fits', () => {
  const ladder = [
    rung('Q8_0', 8e9, 'wont-fit'),
    rung('Q6_K', 6e9, 'tight'),
    rung('Q4_K_M', 4e9, 'fits'),
    rung('Q2_K', 2e9, 'fits'),
  ]
  expect(recommendedOf(ladder)).toBe('Q4_K_M')
})

// Twice the memory and half the speed for answers that nobody can tell apart.
it('does not recommend sixteen bits where eight are there', () => {
  expect(recommendedOf([rung('F16', 2e9, 'fits'), rung('BF16', 2e9, 'fits'), rung('Q8_0', 1e9, 'fits')])).toBe('Q8_0')
  expect(recommendedOf([rung('F16', 2e9, 'fits')])).toBe('F16')
  // The tensors of this one have four bits, whatever it is called.
  expect(recommendedOf([rung('F16', 13.8e9, 'fits', 5.3), rung('Q4_K_M', 11.6e9, 'fits', 4.4)])).toBe('F16')
})

it('recommends what writes as fast as people read, where there is such a one', () => {
  const slow = [rung('Q8_0', 8e9, 'fits', null, 3), rung('Q6_K', 6e9, 'fits', null, 4)]
  expect(recommendedOf([...slow, rung('Q4_K_M', 4e9, 'fits', null, 6), rung('Q3_K_M', 3e9, 'fits', null, 8)])).toBe(
    'Q4_K_M',
  )
  expect(recommendedOf(slow)).toBe('Q8_0')
})

it('recommends on a CPU what its memory reads often enough, before a speed was measured', () => {
  const ladder = [rung('Q8_0', 5e9, 'fits'), rung('Q4_K_M', 3e9, 'fits')]
  expect(recommendedOn(ladder, { ramBytes: 16e9, gpu: null })).toBe('Q4_K_M')
  expect(recommendedOf(ladder)).toBe('Q8_0')
})

it('recommends nothing where nothing fits or no size is known', () => {
  expect(recommendedOf([rung('Q4_0', 9e9, 'tight'), rung('Q2_K', null, 'unknown')])).toBeNull()
  expect(recommendedOf([])).toBeNull()
})

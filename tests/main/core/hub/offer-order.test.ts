import { expect, it } from 'vitest'
import { activeParameters } from '../../../../main/core/hub/active-parameters.ts'
import { recommendedOf as recommendedOn } from '../../../../main/core/hub/offer-order.ts'
import { shownText } from '../../../../main/core/hub/shown-text.ts'
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

it.each([
  ['Qwen3-30B-A3B-GGUF', 30e9, 3e9],
  ['gemma-4-26B-A4B-it', 25.2e9, 4e9],
  ['Model-A0.5B', 2e9, 0.5e9],
  ['Llama-3.1-8B', 8e9, null],
  ['Model-A9B', 8e9, null],
  ['Model-A0B', 8e9, null],
  ['CA3B-model', 8e9, null],
  ['Qwen3-30B-A3B', null, null],
])('reads of %j with %j parameters that %j are active', (name, all, active) => {
  expect(activeParameters(name, all)).toBe(active)
})

it.each([
  ['two\nlines\r\nand\ttabs', 'two lines and tabs'],
  ['turned \u202Etxt.exe', 'turned txt.exe'],
  ['hidden\u200B\u2060\uFEFF', 'hidden'],
  ['\u0007bell', 'bell'],
  ['half a pair \uD83D', 'half a pair \uFFFD'],
  ['Größe 模型', 'Größe 模型'],
])('shows %j as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown)
})

it('cuts what is long, between characters', () => {
  expect(shownText('🌳'.repeat(300), 5)).toBe('🌳🌳🌳🌳…')
})

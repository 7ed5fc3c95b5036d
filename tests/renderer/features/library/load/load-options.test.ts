import { expect, test } from 'vitest'
import { defaultLoadOptions } from '#contract/engine.ts'
import { withKvType } from '../../../../../renderer/features/library/load/load-options.ts'

// llama.cpp refuses a quantized V cache without flash attention.
test('a quantized cache takes flash attention out of “off”', () => {
  const off = { ...defaultLoadOptions, flashAttention: 'off' as const }
  expect(withKvType(off, 'q8_0').flashAttention).toBe('auto')
  expect(withKvType(off, 'f16').flashAttention).toBe('off')
})

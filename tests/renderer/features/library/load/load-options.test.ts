import { expect, test } from 'vitest'
import { defaultLoadOptions } from '#contract/engine.ts'
import { initialOptions, withKvType } from '../../../../../renderer/features/library/load/load-options.ts'
import { makeLoaded } from '../../../fixtures.ts'

test('the picker begins with what the model was loaded with, and with the settings for any other', () => {
  const loaded = makeLoaded({ modelId: 'a', contextTokens: 2048, kvTypeK: 'q8_0', kvTypeV: 'q8_0' })
  expect(initialOptions('a', defaultLoadOptions, { loaded })).toEqual({
    ...defaultLoadOptions,
    contextTokens: 2048,
    kvTypeK: 'q8_0',
    kvTypeV: 'q8_0',
  })
  expect(initialOptions('b', defaultLoadOptions, { loaded })).toBe(defaultLoadOptions)
})

// llama.cpp refuses a quantized V cache without flash attention.
test('a quantized cache takes flash attention out of “off”', () => {
  const off = { ...defaultLoadOptions, flashAttention: 'off' as const }
  expect(withKvType(off, 'q8_0').flashAttention).toBe('auto')
  expect(withKvType(off, 'f16').flashAttention).toBe('off')
})

import { describe, expect, it } from 'vitest'
import { kvCacheShape, kvElementsAt } from '../../../../../main/core/library/gguf/kv-elements.ts'
import type { MetadataValue } from '../../../../../main/core/library/gguf/metadata-value.ts'

const shapeOf = (values: Record<string, MetadataValue>, architecture = 'llama') =>
  kvCacheShape(
    {
      values: new Map(Object.entries(values).map(([key, value]) => [`${architecture}.${key}`, value])),
      arrayLengths: new Map(),
      template: null,
      entries: [],
    },
    architecture,
  )
const kvOf = (values: Record<string, MetadataValue>) => shapeOf(values)?.perToken ?? null
const base = { block_count: 32, embedding_length: 4096, 'attention.head_count': 32 }

describe('the KV cache of a token', () => {
  it('has as many heads as the model where no others are named', () => {
    expect(kvOf(base)).toEqual({ k: 32 * 4096, v: 32 * 4096 })
  })
  it('is smaller with grouped-query attention', () => {
    expect(kvOf({ ...base, 'attention.head_count_kv': 8 })).toEqual({ k: 32 * 1024, v: 32 * 1024 })
  })
  // Gemma's heads are wider than its embedding divided by their number.
  it('takes the length of a head from the header, K and V each', () => {
    expect(
      kvOf({ ...base, 'attention.head_count_kv': 8, 'attention.key_length': 256, 'attention.value_length': 64 }),
    ).toEqual({ k: 32 * 8 * 256, v: 32 * 8 * 64 })
  })
  it('counts heads by layer, and recurrent layers not at all', () => {
    expect(kvOf({ ...base, block_count: 4, 'attention.head_count_kv': [8, 0, 0, 4] })).toEqual({
      k: 12 * 128,
      v: 12 * 128,
    })
    expect(kvOf({ block_count: 24, embedding_length: 768, 'attention.head_count': 0 })).toEqual({ k: 0, v: 0 })
  })
  it('of latent attention keeps K alone', () => {
    const latent = { 'attention.head_count_kv': 1, 'attention.key_length': 576, 'attention.value_length': 512 }
    expect(kvOf({ ...base, ...latent, 'attention.key_length_mla': 192 })).toEqual({ k: 32 * 576, v: 0 })
  })
  // Gemma 3n's last layers read the cache of earlier ones.
  it('leaves out layers that share the cache of others', () => {
    expect(kvOf({ ...base, 'attention.shared_kv_layers': 12 })).toEqual({ k: 20 * 4096, v: 20 * 4096 })
    expect(kvOf({ ...base, 'attention.shared_kv_layers': 99 })).toEqual({ k: 0, v: 0 })
  })
  it('is unknown where the header does not tell or contradicts itself', () => {
    expect(kvOf({ block_count: 32 })).toBeNull()
    expect(kvOf({ ...base, 'attention.head_count_kv': [1, 2] })).toBeNull()
    expect(kvOf({ ...base, block_count: 2 ** 40 })).toBeNull()
    expect(kvOf({ ...base, 'attention.head_count_kv': -1 })).toBeNull()
    // Together they are no less than nothing, and those with a window alone are more than all.
    expect(kvOf({ ...base, block_count: 2, 'attention.head_count_kv': [-4, 8] })).toBeNull()
    expect(kvOf({ ...base, block_count: 2, 'attention.head_count_kv': [0.5, 0.5] })).toBeNull()
  })
})

// Gemma 3 at 128k tokens was said to need five times the cache that it takes.
describe('layers with a sliding window', () => {
  const gemma = { ...base, block_count: 12, 'attention.sliding_window': 1024 }

  it('are those that the header names one by one', () => {
    const pattern = Array.from({ length: 12 }, (_, layer) => (layer % 3 === 0 ? 0 : 1))
    const shape = shapeOf({ ...gemma, 'attention.sliding_window_pattern': pattern }, 'gemma4')
    expect(shape?.window).toEqual({ tokens: 1024, k: 8 * 4096, v: 8 * 4096 })
  })
  it('are all but each n-th where the header names a number, or the architecture is known', () => {
    const named = shapeOf({ ...gemma, 'attention.sliding_window_pattern': 4 }, 'llama')
    expect(named?.window).toEqual({ tokens: 1024, k: 9 * 4096, v: 9 * 4096 })
    expect(shapeOf(gemma, 'gemma3')?.window).toEqual({ tokens: 1024, k: 10 * 4096, v: 10 * 4096 })
    const denseFirst = { ...gemma, block_count: 5 }
    expect(shapeOf(denseFirst, 'smallthinker')?.window?.k).toBe(3 * 4096)
    expect(shapeOf(denseFirst, 'olmo2')?.window?.k).toBe(4 * 4096)
  })
  it('are none where nobody knows which, or no window is named', () => {
    expect(shapeOf(gemma, 'phi3')?.window).toBeNull()
    expect(shapeOf({ ...gemma, 'attention.sliding_window': 0 }, 'gemma3')?.window).toBeNull()
    expect(shapeOf({ ...gemma, 'attention.sliding_window_pattern': -3 }, 'gemma3')?.window).toBeNull()
  })
  it('may have heads of another length', () => {
    const shape = shapeOf({ ...gemma, 'attention.key_length_swa': 64, 'attention.value_length_swa': 32 }, 'gemma3')
    expect(shape?.window).toEqual({ tokens: 1024, k: 10 * 32 * 64, v: 10 * 32 * 32 })
    expect(shape?.perToken).toEqual({ k: 2 * 4096 + 10 * 32 * 64, v: 2 * 4096 + 10 * 32 * 32 })
  })
  it('hold the window and a micro-batch however long the context is', () => {
    const shape = shapeOf(gemma, 'gemma3')
    expect.assert(shape)
    expect(kvElementsAt(shape, 1000, 512)).toEqual({ k: 12 * 4096 * 1000, v: 12 * 4096 * 1000 })
    const long = 2 * 4096 * 100_000 + 10 * 4096 * 1536
    expect(kvElementsAt(shape, 100_000, 512)).toEqual({ k: long, v: long })
    const dense = shapeOf(base)
    expect.assert(dense)
    expect(kvElementsAt(dense, 100_000, 512)).toEqual({ k: 32 * 4096 * 100_000, v: 32 * 4096 * 100_000 })
  })
})

import { describe, expect, it } from 'vitest'
import { kvElementsPerToken } from '../../../../main/core/library/gguf/kv-elements.ts'
import type { MetadataValue } from '../../../../main/core/library/gguf/metadata.ts'
import { quantizationName } from '../../../../main/core/library/gguf/quantization-name.ts'

const kvOf = (values: Record<string, MetadataValue>) =>
  kvElementsPerToken(
    { values: new Map(Object.entries(values).map(([key, value]) => [`llama.${key}`, value])), arrayLengths: new Map() },
    'llama',
  )

describe('the KV cache', () => {
  const base = { block_count: 32, embedding_length: 4096, 'attention.head_count': 32 }

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
    ).toEqual({
      k: 32 * 8 * 256,
      v: 32 * 8 * 64,
    })
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
  it('is unknown where the header does not tell or contradicts itself', () => {
    expect(kvOf({ block_count: 32 })).toBeNull()
    expect(kvOf({ ...base, 'attention.head_count_kv': [1, 2] })).toBeNull()
    expect(kvOf({ ...base, block_count: 2 ** 40 })).toBeNull()
    expect(kvOf({ ...base, 'attention.head_count_kv': -1 })).toBeNull()
  })
})

describe('the name of the quantization', () => {
  const types = (...names: string[]) => new Map(names.map((name) => [name, 1000]))
  it.each([
    [15, types('Q4_K', 'Q6_K'), 'Q4_K_M'],
    [3, types('Q4_1', 'Q6_K'), 'Q4_1'],
    [22, types('IQ3_XXS', 'Q6_K'), 'IQ3_XS'],
    [null, types('F16'), 'F16'],
    [null, types('Q8_0', 'F16'), 'mixed'],
    [999, types('Q8_0'), 'Q8_0'],
    // The header says F16, the tensors are something else: a converter forgot to change the key.
    [1, types('Q4_0', 'Q6_K'), 'mixed'],
    [1, types('Q4_0'), 'Q4_0'],
    [15, types(), 'unknown'],
  ])('%s with %o is %s', (fileType, elementsByType, name) => {
    expect(quantizationName(fileType, elementsByType)).toBe(name)
  })
})

import { describe, expect, it } from 'vitest'
import { quantizationTypeSchema } from '#contract/lab/quantize.ts'
import { estimatedSize } from '../../../../../main/core/lab/quantize/estimated-size.ts'
import { factsOfType } from '../../../../../main/core/lab/quantize/quantization-types.ts'
import type { TensorEntry } from '../../../../../main/core/library/gguf/tensors.ts'

const tensor = (name: string, ...dimensions: number[]): TensorEntry => ({
  name,
  type: dimensions.length > 1 ? 'F16' : 'F32',
  dimensions,
  sizeBytes: dimensions.reduce((product, length) => product * length, dimensions.length > 1 ? 2 : 4),
})
const sizeOf = (tensors: TensorEntry[], type: Parameters<typeof estimatedSize>[1]) =>
  estimatedSize({ headerBytes: 1000, tensors }, type)

describe('the size of a file before it is made', () => {
  const layer = [tensor('blk.0.ffn_up.weight', 1024, 4096), tensor('blk.0.attn_norm.weight', 1024)]
  const output = tensor('output.weight', 1024, 32_000)
  const embeddings = tensor('token_embd.weight', 1024, 32_000)

  it('is what the blocks take, norms left as they are', () => {
    expect(sizeOf(layer, 'Q8_0')).toBe(1000 + (1024 * 4096 * 34) / 32 + 4096)
    expect(sizeOf(layer, 'F32')).toBe(1000 + 1024 * 4096 * 4 + 4096)
  })

  it('counts more bits for the output, and for embeddings that are the output too', () => {
    const six = (1024 * 32_000 * 210) / 256
    expect(sizeOf([output], 'Q2_K')).toBe(1000 + six)
    expect(sizeOf([embeddings], 'Q2_K')).toBe(1000 + six)
    expect(sizeOf([embeddings, output], 'Q2_K')).toBeLessThan(1000 + 2 * six)
  })

  it('counts the type that rows take which the blocks do not fill', () => {
    const narrow = tensor('blk.0.ffn_up.weight', 576, 1536)
    expect(sizeOf([narrow], 'Q2_K')).toBe(1000 + (576 * 1536 * 18) / 32)
    expect(sizeOf([narrow], 'Q4_K_M')).toBe(1000 + (576 * 1536 * 22) / 32)
    expect(sizeOf([narrow], 'IQ3_M')).toBe(1000 + (576 * 1536 * 18) / 32)
  })

  it('is known of every type', () => {
    for (const type of quantizationTypeSchema.options) expect(factsOfType(type).bitsPerWeight).toBeGreaterThan(1)
  })

  it('of MXFP4 is four bits for experts alone', () => {
    expect(sizeOf([tensor('blk.0.ffn_up_exps.weight', 1024, 512, 8)], 'MXFP4_MOE')).toBe(
      1000 + (1024 * 512 * 8 * 17) / 32,
    )
    expect(sizeOf(layer, 'MXFP4_MOE')).toBe(sizeOf(layer, 'Q8_0'))
  })
})

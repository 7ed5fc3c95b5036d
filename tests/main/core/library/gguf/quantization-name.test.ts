import { describe, expect, it } from 'vitest'
import { quantizationName } from '../../../../../main/core/library/gguf/quantization-name.ts'

describe('the name of the quantization', () => {
  const types = (...names: string[]) => new Map(names.map((name) => [name, 1000]))
  it.each([
    [15, types('Q4_K', 'Q6_K'), 'Q4_K_M'],
    [3, types('Q4_1', 'Q6_K'), 'Q4_1'],
    [22, types('IQ3_XXS', 'Q6_K'), 'IQ3_XS'],
    // Its rows are no multiple of 256: what was to be Q2_K is Q4_0.
    [10, types('Q3_K', 'Q4_0', 'Q8_0'), 'Q2_K'],
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

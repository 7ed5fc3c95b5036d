import { describe, expect, it } from 'vitest'
import { quantizationFromName } from '../../../../../main/core/library/gguf/quantization-of-name.ts'

// What hubs list has no header at hand: a name that is not understood leaves the file out of its ladder.
describe('the quantization in a name', () => {
  it.each([
    ['Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Q4_K_M'],
    ['SmolLM2-135M-Instruct.Q4_1.gguf', 'Q4_1'],
    ['qwen2.5-7b-instruct-q4_k_m-00001-of-00002.gguf', 'Q4_K_M'],
    ['Qwen3-30B-A3B-UD-Q4_K_XL.gguf', 'UD-Q4_K_XL'],
    ['UD-IQ1_S/DeepSeek-R1-UD-IQ1_S-00001-of-00003.gguf', 'UD-IQ1_S'],
    ['BF16/Qwen3-235B-A22B-BF16-00001-of-00010.gguf', 'BF16'],
    ['Q8_0/model-00001-of-00002.gguf', 'Q8_0'],
    ['gemma-3-12b-it.i1-IQ2_XXS.gguf', 'IQ2_XXS'],
    ['gemma-3-12b-it-IQ2_M.gguf', 'IQ2_M'],
    ['Phi-4-mini-instruct-Q3_K_XL.gguf', 'Q3_K_XL'],
    ['gpt-oss-20b-MXFP4.gguf', 'MXFP4'],
    ['gpt-oss-20b-mxfp4_moe.gguf', 'MXFP4_MOE'],
    ['Llama-3.2-1B-Instruct-Q4_0_4_8.gguf', 'Q4_0_4_8'],
    ['bitnet-TQ1_0.gguf', 'TQ1_0'],
    ['Model-f16.gguf', 'F16'],
    ['model.fp16.gguf', 'F16'],
    ['ggml-model-f32.gguf', 'F32'],
    ['mistral-f16-Q6_K.gguf', 'Q6_K'],
    ['granite-4.0-h-tiny-IQ4_NL.gguf', 'IQ4_NL'],
  ])('%s: %s', (fileName, quantization) => {
    expect(quantizationFromName(fileName)).toBe(quantization)
  })

  it.each(['model.gguf', 'Qwen3-8B.gguf', 'SUQ4_K_Model.gguf', 'model-q4.gguf', 'BF160.gguf', ''])(
    '%s: none',
    (name) => {
      expect(quantizationFromName(name)).toBeNull()
    },
  )
})

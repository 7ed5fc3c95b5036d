import { describe, expect, it } from 'vitest'
import { ladderOf } from '../../../../main/core/library/ladder.ts'

type Header = Parameters<typeof ladderOf>[0]
const plain: Header = {
  architecture: 'llama',
  name: null,
  baseName: null,
  finetune: null,
  sizeLabel: null,
  organisation: null,
  parameterCount: 8_030_261_312,
}
const idOf = (fileName: string, header: Partial<Header> = {}, publisher: string | null = null) =>
  ladderOf({ ...plain, ...header }, fileName, publisher).ladderId

// Names as the publishers give them. A quantization that stands apart has no siblings to compare with.
describe('files of one model', () => {
  it.each<[model: string, names: (string | [string, Partial<Header>])[]]>([
    [
      'Llama 3.1',
      [
        ['Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf', { name: 'Meta Llama 3.1 8B Instruct', finetune: 'Instruct' }],
        [
          'Meta-Llama-3.1-8B-Instruct-IQ2_M.gguf',
          { baseName: 'Meta-Llama-3.1', sizeLabel: '8B', finetune: 'Instruct' },
        ],
        'Llama-3.1-8B-Instruct-UD-Q4_K_XL.gguf',
        'Llama-3.1-8B-Instruct.i1-Q4_K_M.gguf',
        'Llama-3.1-8B-Instruct.Q8_0.gguf',
        'meta-llama_Llama-3.1-8B-Instruct-Q6_K_L.gguf',
        'llama-3.1-8b-instruct-imat-Q4_0_4_8.gguf',
        'Llama-3.1-8B-Instruct-GGUF-f16 (1).gguf',
        ['llama3.1:8b-instruct-q4_K_M', { name: 'Meta Llama 3.1 8B Instruct' }],
        ['llama3.1:latest', { name: 'Meta Llama 3.1 8B Instruct', sizeLabel: '8B', finetune: 'Instruct' }],
        'llama3.1:8b-instruct-q4_K_M',
        ['ggml-model-Q5_K_S.gguf', { baseName: 'Meta-Llama-3.1', sizeLabel: '8B', finetune: 'Instruct' }],
        [
          `sha256-${'8eeb52dfb3bb9aefdf9d1ef24b3bdbcfbe82238798c4b918278320b6fcef18fe'}`,
          { name: 'Meta Llama 3.1 8B Instruct' },
        ],
      ],
    ],
    [
      'Qwen 2.5',
      [
        'qwen2.5-7b-instruct-q4_k_m-00001-of-00002.gguf',
        'Qwen2.5-7B-Instruct-Q4_K_M.gguf',
        'Qwen2.5-7B-Instruct-IQ4_XS.gguf',
        ['Qwen_Qwen2.5-7B-Instruct-bf16.gguf', { organisation: 'Qwen' }],
        ['qwen2.5:7b-instruct-q8_0', { name: 'Qwen2.5 7B Instruct', baseName: 'Qwen2.5', sizeLabel: '7B' }],
      ],
    ],
    [
      'Qwen 3, mixture',
      ['Qwen3-30B-A3B-UD-Q4_K_XL.gguf', 'Qwen_Qwen3-30B-A3B-Q4_K_M.gguf', 'Qwen3-30B-A3B.i1-IQ1_S.gguf'],
    ],
    ['Gemma 3', ['google_gemma-3-12b-it-Q4_K_M.gguf', 'gemma-3-12b-it-q4_0.gguf', 'gemma-3-12b-it.i1-IQ2_XXS.gguf']],
    [
      'gpt-oss',
      [
        'gpt-oss-20b-MXFP4.gguf',
        'openai_gpt-oss-20b-MXFP4_MOE.gguf',
        'gpt-oss-20b-F16.gguf',
        'gpt-oss-20b-UD-Q8_K_XL.gguf',
      ],
    ],
  ])('%s: are one ladder', (_, names) => {
    const ids = names.map((name) => (typeof name === 'string' ? idOf(name) : idOf(...name)))
    expect([...new Set(ids)]).toHaveLength(1)
  })

  // The publisher's folder, where the header names no organisation.
  it('may have the name of who published them before their own', () => {
    expect(idOf('someone_Some-Model-7B-Q4_K_M.gguf', {}, 'Someone')).toBe(idOf('Some-Model-7B-Q8_0.gguf'))
    expect(idOf('Deep_Model-7B-Q4_K_M.gguf', {}, 'Someone')).toBe(idOf('Deep-Model-7B-Q8_0.gguf'))
  })

  // A conversion with a tensor more, such as the frequencies of the rotary embedding, split the ladder in two.
  it('without a size in their names may differ by a few parameters', () => {
    expect(idOf('Mistral-Nemo-Instruct-Q4_K_M.gguf')).toBe(
      idOf('Mistral-Nemo-Instruct-Q8_0.gguf', { parameterCount: plain.parameterCount + 64 }),
    )
  })

  it('have a name without what tells how they were made', () => {
    expect(ladderOf(plain, 'Meta-Llama-3.1-8B-Instruct-Q4_K_M-00001-of-00002.gguf').ladderName).toBe(
      'Llama 3.1 8B Instruct',
    )
    expect(ladderOf({ ...plain, name: 'Tiny Test Model' }, 'model.gguf').ladderName).toBe('Tiny Test Model')
    expect(ladderOf(plain, 'ggml-model-f16.gguf').ladderName).toBe('ggml-model-f16')
  })
})

// A comparison of "quantizations" that are two models tells nothing, and looks as if it did.
describe('files of different models', () => {
  it.each<[string, string, Partial<Header>?, Partial<Header>?]>([
    ['Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Llama-3.1-8B-Q4_K_M.gguf'],
    ['Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Llama-3.1-70B-Instruct-Q4_K_M.gguf'],
    ['Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Hermes-3-Llama-3.1-8B-Q4_K_M.gguf'],
    ['Llama-3.1-8B-Instruct-Q4_K_M.gguf', 'Llama-3.1-8B-Instruct-abliterated-Q4_K_M.gguf'],
    ['Qwen2.5-7B-Instruct-Q4_K_M.gguf', 'Qwen2.5-Coder-7B-Instruct-Q4_K_M.gguf'],
    ['Qwen2.5-7B-Instruct-Q4_K_M.gguf', 'Qwen2.5-7B-Instruct-1M-Q4_K_M.gguf'],
    ['Mistral-7B-Instruct-v0.2.Q4_K_M.gguf', 'Mistral-7B-Instruct-v0.3.Q4_K_M.gguf'],
    ['model-Q4_K_M.gguf', 'model-Q4_K_M.gguf', { name: 'One 7B' }, { name: 'Other 7B' }],
    ['Same-7B-Q4_0.gguf', 'Same-7B-Q8_0.gguf', { finetune: 'Chat' }, { finetune: 'Code' }],
    ['Same-7B-Q4_0.gguf', 'Same-7B-Q8_0.gguf', { architecture: 'llama' }, { architecture: 'clip' }],
    ['Phi-4-Q4_0.gguf', 'Phi-4-Q8_0.gguf', { parameterCount: 14e9 }, { parameterCount: 3.8e9 }],
    // Nothing tells what they are: no guess is made.
    ['ggml-model-Q4_0.gguf', 'ggml-model-Q8_0.gguf'],
    ['a.gguf', 'b.gguf', { name: 'model' }, { name: 'model' }],
  ])('%s and %s: are not one ladder', (one, other, oneHeader, otherHeader) => {
    expect(idOf(one, oneHeader)).not.toBe(idOf(other, otherHeader))
  })
})

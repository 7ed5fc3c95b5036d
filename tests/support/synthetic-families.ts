import type { GgufHeader } from '../../main/core/library/gguf-header.ts'
import type { GgufTensorPlace, GgufValue } from './gguf-writer.ts'

/** A kind of model: what is special in its header, and what a reader should make of it. */
export type SyntheticFamily = {
  name: string
  architecture: string
  /** Without the architecture before each key. */
  metadata: readonly (readonly [key: string, value: GgufValue])[]
  expected: Partial<GgufHeader>
}

export const embeddingLength = 256
const layers = 4
const template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"

const u32 = (value: number): GgufValue => ({ type: 'u32', value })
const text = (value: string): GgufValue => ({ type: 'string', value })
const shape = (heads: number) =>
  [
    ['block_count', u32(layers)],
    ['context_length', u32(32_768)],
    ['embedding_length', u32(embeddingLength)],
    ['attention.head_count', u32(heads)],
  ] as const

/** Grouped queries, experts, sliding windows (named, by number and by architecture), latent attention, recurrent and mixed layers. */
export const syntheticFamilies: readonly [SyntheticFamily, ...SyntheticFamily[]] = [
  {
    name: 'Grouped-8B-Instruct',
    architecture: 'llama',
    metadata: [...shape(8), ['attention.head_count_kv', u32(2)]],
    expected: { headCount: 8, kvHeadCount: 2, kvElementsPerToken: { k: 256, v: 256 }, kvWindow: null },
  },
  {
    name: 'Experts-30B-A3B',
    architecture: 'qwen3moe',
    metadata: [
      ...shape(8),
      ['attention.head_count_kv', u32(4)],
      ['expert_count', u32(128)],
      ['expert_used_count', u32(8)],
    ],
    expected: { expertCount: 128, expertUsedCount: 8, kvElementsPerToken: { k: 512, v: 512 } },
  },
  {
    name: 'Windows-12b-it',
    architecture: 'gemma3',
    metadata: [
      ...shape(8),
      ['attention.key_length', u32(64)],
      ['attention.value_length', u32(64)],
      ['attention.sliding_window', u32(1024)],
    ],
    expected: {
      slidingWindowTokens: 1024,
      kvElementsPerToken: { k: 2048, v: 2048 },
      kvWindow: { tokens: 1024, k: 2048, v: 2048 },
    },
  },
  {
    name: 'Latent-16B-Lite',
    architecture: 'deepseek2',
    metadata: [
      ...shape(16),
      ['attention.head_count_kv', u32(1)],
      ['attention.key_length', u32(576)],
      ['attention.value_length', u32(512)],
      ['attention.key_length_mla', u32(192)],
    ],
    expected: { headCount: 16, kvHeadCount: 1, kvElementsPerToken: { k: 4 * 576, v: 0 } },
  },
  {
    name: 'Recurrent-3B',
    architecture: 'mamba',
    metadata: shape(0),
    expected: { headCount: null, kvElementsPerToken: { k: 0, v: 0 } },
  },
  {
    name: 'Mixed-7B',
    architecture: 'granitehybrid',
    metadata: [...shape(8), ['attention.head_count_kv', { type: 'u32s', value: [0, 4, 0, 2] }]],
    expected: { kvHeadCount: 4, kvElementsPerToken: { k: 6 * 32, v: 6 * 32 } },
  },
  {
    name: 'Named-Windows-4B',
    architecture: 'gemma4',
    metadata: [
      ...shape(8),
      ['attention.sliding_window', u32(512)],
      ['attention.sliding_window_pattern', { type: 'bools', value: [true, true, true, false] }],
    ],
    expected: { kvElementsPerToken: { k: 1024, v: 1024 }, kvWindow: { tokens: 512, k: 768, v: 768 } },
  },
  {
    name: 'Shared-E4B-it',
    architecture: 'gemma3n',
    metadata: [...shape(8), ['attention.shared_kv_layers', u32(2)]],
    expected: { kvElementsPerToken: { k: 512, v: 512 }, slidingWindowTokens: null },
  },
]

/** All keys of a model of the family. */
export function familyMetadata(
  { name, architecture, metadata }: SyntheticFamily,
  fileType: number,
): (readonly [string, GgufValue])[] {
  return [
    ['general.architecture', text(architecture)],
    ['general.name', text(`Synthetic ${name.replaceAll('-', ' ')}`)],
    ['general.basename', text('Synthetic')],
    ['general.organization', text('Wattle')],
    ['general.license', text('apache-2.0')],
    ['general.file_type', u32(fileType)],
    ...metadata.map(([key, value]) => [`${architecture}.${key}`, value] as const),
    ['tokenizer.ggml.tokens', { type: 'strings', value: ['<unk>', '<s>', '</s>', ...'abcdefghijklm'] }],
    ['tokenizer.chat_template', text(template)],
  ]
}

/** A few tensors of every kind: the quantized matrices, and norms in full precision. */
export function familyTensors(type: { number: number; blockElements: number; blockBytes: number }): GgufTensorPlace[] {
  const matrix = (name: string): GgufTensorPlace => ({
    name: `${name}.weight`,
    dimensions: [embeddingLength, 16],
    typeNumber: type.number,
    sizeBytes: ((embeddingLength * 16) / type.blockElements) * type.blockBytes,
  })
  const norm = (name: string): GgufTensorPlace => ({
    name: `${name}.weight`,
    dimensions: [embeddingLength],
    typeNumber: 0,
    sizeBytes: embeddingLength * 4,
  })
  const ofLayer = (index: number) => [
    norm(`blk.${index}.attn_norm`),
    matrix(`blk.${index}.attn_q`),
    matrix(`blk.${index}.attn_k`),
    matrix(`blk.${index}.ffn_down`),
  ]
  return [
    matrix('token_embd'),
    ...Array.from({ length: layers }, (_, index) => ofLayer(index)).flat(),
    norm('output_norm'),
  ]
}

import { randomFillSync } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type GgufTensorPlace, type GgufValue, ggufPadding, writeGgufHeader } from './gguf-writer.ts'

/** The shape of a Llama model. */
export type SyntheticShape = {
  layers: number
  embedding: number
  feedForward: number
  heads: number
  kvHeads: number
  vocabulary: number
  contextTokens: number
  format: keyof typeof formats
}

/** TinyLlama's shape with two layers less: 1.01 billion parameters. */
export const oneBillion: SyntheticShape = {
  layers: 20,
  embedding: 2048,
  feedForward: 5632,
  heads: 32,
  kvHeads: 4,
  vocabulary: 32_000,
  contextTokens: 32_768,
  format: 'Q4_0',
}

/** ggml's number of the type, llama.cpp's of a file mostly of it, and the bytes of a block of 32, of which the first two are its scale. */
const formats = {
  Q4_0: { typeNumber: 2, fileType: 2, blockBytes: 18 },
  Q8_0: { typeNumber: 8, fileType: 7, blockBytes: 34 },
} as const

const blockElements = 32
/** An IEEE half of about 0.002: small enough that no layer overflows. */
const scaleBits = 0x1800
/** Blocks are drawn once and used again and again: nothing that is measured looks at their values. */
const poolBlocks = 65_536

/**
 * Writes a Llama model of random weights that llama.cpp really loads and runs, however large: for measurements of memory, where the
 * shape counts and not the sense. Memory use stays at a few megabytes.
 */
export async function writeSyntheticGguf(path: string, shape: SyntheticShape): Promise<void> {
  const { format, embedding } = shape
  const { blockBytes, typeNumber } = formats[format]
  const tensors = tensorsOf(shape).map(({ name, dimensions }): GgufTensorPlace => {
    const elements = dimensions.reduce((product, length) => product * length, 1)
    return dimensions.length === 1
      ? { name, dimensions, typeNumber: 0, sizeBytes: elements * 4 }
      : { name, dimensions, typeNumber, sizeBytes: (elements / blockElements) * blockBytes }
  })
  const pool = randomFillSync(Buffer.alloc(poolBlocks * blockBytes))
  for (let offset = 0; offset < pool.length; offset += blockBytes) pool.writeUInt16LE(scaleBits, offset)
  const norm = Buffer.from(new Float32Array(embedding).fill(1).buffer)

  const file = await open(path, 'w')
  try {
    await file.writeFile(writeGgufHeader({ metadata: metadataOf(shape), tensors }))
    for (const { sizeBytes, dimensions } of tensors) {
      const source = dimensions.length === 1 ? norm : pool
      for (let left = sizeBytes; left > 0; left -= source.length) await file.writeFile(source.subarray(0, left))
      await file.writeFile(ggufPadding(sizeBytes))
    }
  } finally {
    await file.close()
  }
}

function tensorsOf({ layers, embedding, feedForward, heads, kvHeads, vocabulary }: SyntheticShape) {
  const kvWidth = (embedding / heads) * kvHeads
  const tensor = (name: string, ...dimensions: number[]) => ({ name: `${name}.weight`, dimensions })
  return [
    tensor('token_embd', embedding, vocabulary),
    ...Array.from({ length: layers }, (_, index) => [
      tensor(`blk.${index}.attn_norm`, embedding),
      tensor(`blk.${index}.attn_q`, embedding, embedding),
      tensor(`blk.${index}.attn_k`, embedding, kvWidth),
      tensor(`blk.${index}.attn_v`, embedding, kvWidth),
      tensor(`blk.${index}.attn_output`, embedding, embedding),
      tensor(`blk.${index}.ffn_norm`, embedding),
      tensor(`blk.${index}.ffn_gate`, embedding, feedForward),
      tensor(`blk.${index}.ffn_up`, embedding, feedForward),
      tensor(`blk.${index}.ffn_down`, feedForward, embedding),
    ]).flat(),
    tensor('output_norm', embedding),
    tensor('output', embedding, vocabulary),
  ]
}

function metadataOf(shape: SyntheticShape): (readonly [string, GgufValue])[] {
  const u32 = (value: number): GgufValue => ({ type: 'u32', value })
  const text = (value: string): GgufValue => ({ type: 'string', value })
  const { tokens, types } = vocabularyOf(shape.vocabulary)
  return [
    ['general.architecture', text('llama')],
    ['general.name', text('Synthetic model')],
    ['general.file_type', u32(formats[shape.format].fileType)],
    ['llama.block_count', u32(shape.layers)],
    ['llama.context_length', u32(shape.contextTokens)],
    ['llama.embedding_length', u32(shape.embedding)],
    ['llama.feed_forward_length', u32(shape.feedForward)],
    ['llama.attention.head_count', u32(shape.heads)],
    ['llama.attention.head_count_kv', u32(shape.kvHeads)],
    ['llama.attention.layer_norm_rms_epsilon', { type: 'f32', value: 1e-5 }],
    ['llama.rope.dimension_count', u32(shape.embedding / shape.heads)],
    ['tokenizer.ggml.model', text('llama')],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    ['tokenizer.ggml.scores', { type: 'f32s', value: tokens.map((_, index) => -index) }],
    ['tokenizer.ggml.token_type', { type: 'i32s', value: types }],
    ['tokenizer.ggml.unknown_token_id', u32(0)],
    ['tokenizer.ggml.bos_token_id', u32(1)],
    ['tokenizer.ggml.eos_token_id', u32(2)],
    ['tokenizer.chat_template', text("{% for message in messages %}{{ message['content'] + '\\n' }}{% endfor %}")],
  ]
}

const syllables = ['ka', 'lo', 'mi', 'ne', 'pu', 'ra', 'so', 'ti', 'va', 'zu']

/** Special tokens, the 256 bytes, and made-up words until there are enough. Types are llama.cpp's: unknown, control, byte, normal. */
function vocabularyOf(count: number): { tokens: string[]; types: number[] } {
  const special = ['<unk>', '<s>', '</s>']
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`)
  const words = Array.from({ length: count - special.length - bytes.length }, (_, index) => {
    const digits = [...String(index)].map((digit) => syllables[Number(digit)] ?? '')
    return `▁${digits.join('')}`
  })
  return {
    tokens: [...special, ...bytes, ...words],
    types: [2, 3, 3, ...bytes.map(() => 6), ...words.map(() => 1)],
  }
}

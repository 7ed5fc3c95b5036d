import { writeFile } from 'node:fs/promises'
import { type GgufContent, type GgufTensor, type GgufValue, writeGguf } from './gguf-writer.ts'
import { encodeTensor, type TensorFormat, tensorFormats } from './tensor-data.ts'

export type TinyGgufOptions = {
  name?: string
  architecture?: string
  layers?: number
  /** Width of the model; whole blocks of 32 for the quantized formats. */
  embedding?: number
  heads?: number
  kvHeads?: number
  contextTokens?: number
  format?: TensorFormat
  /** null leaves the template out. */
  chatTemplate?: string | null
  licence?: string
  seed?: number
}

const chatMl =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"

const syllables = ['ka', 'lo', 'mi', 'ne', 'pu', 'ra', 'so', 'ti']
/** The only tokens that the model ever draws. */
const words = syllables.flatMap((first) => syllables.map((second) => `▁${first}${second}`))
const controls = ['<s>', '</s>', '<|im_start|>', '<|im_end|>']
const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`)
const tokens = ['<unk>', ...controls, ...bytes, ...words]
/** llama.cpp's kinds of token: unknown, control, byte, normal. */
const tokenTypes = [2, ...controls.map(() => 3), ...bytes.map(() => 6), ...words.map(() => 1)]
const firstWord = tokens.length - words.length

/**
 * A Llama model of random weights, some hundred kilobytes, that llama.cpp really loads and runs: for tests that need a model's shape and
 * not its sense. It writes made-up words and, with greedy or top-k sampling up to 20, never ends by itself: what is not a word
 * has a logit of zero, and half of the words have a larger one. Load it with one thread: with two on a busy machine each token
 * waits some hundred milliseconds for llama.cpp's threads to meet.
 */
export function tinyGguf(options: TinyGgufOptions = {}): Buffer {
  const key = JSON.stringify(options)
  const file = made.get(key) ?? writeGguf(tinyGgufContent(options))
  made.set(key, file)
  return Buffer.from(file)
}

/** Drawing so many random numbers takes a while, and tests ask for the same model again and again. */
const made = new Map<string, Buffer>()

/** Writes a tiny model to a file. Returns the path. */
export async function writeTinyGguf(path: string, options: TinyGgufOptions = {}): Promise<string> {
  await writeFile(path, tinyGguf(options))
  return path
}

/** The parts of a tiny model, for tests that change some of them. */
export function tinyGgufContent({
  name = 'Tiny Test Model',
  architecture = 'llama',
  layers = 2,
  embedding = 64,
  heads = 4,
  kvHeads = 2,
  contextTokens = 2048,
  format = 'F16',
  chatTemplate = chatMl,
  licence = 'MIT',
  seed = 1,
}: TinyGgufOptions = {}): GgufContent {
  const feedForward = embedding * 2
  const kvWidth = (embedding / heads) * kvHeads
  const own = (key: string, value: GgufValue) => [`${architecture}.${key}`, value] as const
  const u32 = (value: number): GgufValue => ({ type: 'u32', value })
  const text = (value: string): GgufValue => ({ type: 'string', value })
  const metadata: (readonly [string, GgufValue])[] = [
    ['general.architecture', text(architecture)],
    ['general.name', text(name)],
    ['general.license', text(licence)],
    ['general.file_type', u32(tensorFormats[format].fileType)],
    own('block_count', u32(layers)),
    own('context_length', u32(contextTokens)),
    own('embedding_length', u32(embedding)),
    own('feed_forward_length', u32(feedForward)),
    own('attention.head_count', u32(heads)),
    own('attention.head_count_kv', u32(kvHeads)),
    own('attention.layer_norm_rms_epsilon', { type: 'f32', value: 1e-5 }),
    own('rope.dimension_count', u32(embedding / heads)),
    ['tokenizer.ggml.model', text('llama')],
    ['tokenizer.ggml.tokens', { type: 'strings', value: tokens }],
    ['tokenizer.ggml.scores', { type: 'f32s', value: tokens.map((_, index) => (index < firstWord ? 0 : -index)) }],
    ['tokenizer.ggml.token_type', { type: 'i32s', value: tokenTypes }],
    ['tokenizer.ggml.unknown_token_id', u32(0)],
    ['tokenizer.ggml.bos_token_id', u32(tokens.indexOf('<s>'))],
    ['tokenizer.ggml.eos_token_id', u32(tokens.indexOf('<|im_end|>'))],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
  ]
  if (chatTemplate !== null) metadata.push(['tokenizer.chat_template', text(chatTemplate)])

  const random = gaussian(seed)
  const matrix = (
    tensorName: string,
    columns: number,
    rows: number,
    isZeroRow = (_row: number) => false,
  ): GgufTensor => {
    const elements = new Float32Array(columns * rows)
    for (let index = 0; index < elements.length; index += 1) {
      elements[index] = isZeroRow(Math.floor(index / columns)) ? 0 : random() / Math.sqrt(columns)
    }
    const { typeNumber } = tensorFormats[format]
    return { name: tensorName, dimensions: [columns, rows], typeNumber, data: encodeTensor(elements, format) }
  }
  const norm = (tensorName: string): GgufTensor => ({
    name: tensorName,
    dimensions: [embedding],
    typeNumber: tensorFormats.F32.typeNumber,
    data: encodeTensor(new Float32Array(embedding).fill(1), 'F32'),
  })
  const layer = (index: number): GgufTensor[] => [
    norm(`blk.${index}.attn_norm.weight`),
    matrix(`blk.${index}.attn_q.weight`, embedding, embedding),
    matrix(`blk.${index}.attn_k.weight`, embedding, kvWidth),
    matrix(`blk.${index}.attn_v.weight`, embedding, kvWidth),
    matrix(`blk.${index}.attn_output.weight`, embedding, embedding),
    norm(`blk.${index}.ffn_norm.weight`),
    matrix(`blk.${index}.ffn_gate.weight`, embedding, feedForward),
    matrix(`blk.${index}.ffn_up.weight`, embedding, feedForward),
    matrix(`blk.${index}.ffn_down.weight`, feedForward, embedding),
  ]
  return {
    metadata,
    tensors: [
      matrix('token_embd.weight', embedding, tokens.length),
      ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
      norm('output_norm.weight'),
      matrix('output.weight', embedding, tokens.length, (row) => row < firstWord),
    ],
  }
}

/** Normally distributed numbers from a seed (mulberry32 and Box-Muller): the same file for the same options. */
function gaussian(seed: number): () => number {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

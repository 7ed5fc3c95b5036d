import { Fault } from '../../core/fault.ts'
import type { LabModel } from './lab-model.ts'

/** Of a text, llama-perplexity asks for two contexts at the least. */
const fewestChunks = 2

/** The last text of each model: some tokenizers take seconds for a book, and its chunks are counted before they are evaluated. */
const known = new WeakMap<LabModel, { text: string; tokens: Int32Array }>()

/** A text as llama-perplexity cuts it: what marks its beginning is added, and words that look like control tokens stay words. */
export function tokenizeText(model: LabModel, text: string): Int32Array {
  const last = known.get(model)
  if (last?.text === text) return last.tokens
  const tokens = tokenize(model, text)
  known.set(model, { text, tokens })
  return tokens
}

function tokenize({ llama, vocabulary }: LabModel, text: string): Int32Array {
  const types = ['void *', 'void *', 'int32_t', 'int32_t *', 'int32_t', 'bool', 'bool']
  const native = llama.llama.func('llama_tokenize', 'int32_t', types)
  const bytes = Buffer.from(text)
  // No tokenizer makes more tokens than bytes, and two that it adds; one that does says how many.
  let tokens = new Int32Array(bytes.length + 2)
  let count = Number(native(vocabulary, bytes, bytes.length, tokens, tokens.length, true, false))
  if (count < 0) {
    tokens = new Int32Array(-count)
    count = Number(native(vocabulary, bytes, bytes.length, tokens, tokens.length, true, false))
  }
  if (count < 0) throw new Fault('INTERNAL', { detail: `llama_tokenize returned ${count}` })
  return tokens.slice(0, count)
}

/** Whole chunks of a text. Faults: LAB_TEXT_TOO_SHORT (params.tokens, needed). */
export function countChunks(tokens: Int32Array, contextTokens: number): number {
  const needed = fewestChunks * contextTokens
  if (tokens.length < needed) throw new Fault('LAB_TEXT_TOO_SHORT', { params: { tokens: tokens.length, needed } })
  return Math.floor(tokens.length / contextTokens)
}

/** One chunk, its first token replaced by the one that marks the beginning of a text, where the model wants one. */
export function chunkTokens({ llama, vocabulary }: LabModel, tokens: Int32Array, chunk: number, contextTokens: number) {
  const own = tokens.slice(chunk * contextTokens, (chunk + 1) * contextTokens)
  if (own.length < contextTokens) throw new Fault('INTERNAL', { detail: `The text has no chunk ${chunk}` })
  const wantsBeginning = llama.llama.func('llama_vocab_get_add_bos', 'bool', ['void *'])
  const beginning = llama.llama.func('llama_vocab_bos', 'int32_t', ['void *'])
  if (wantsBeginning(vocabulary)) own[0] = Number(beginning(vocabulary))
  return own
}

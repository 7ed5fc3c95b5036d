import { createHash } from 'node:crypto'
import type { Llama } from './llama/open-llama.ts'

/** SHA-256 over the vocabulary's texts and types, in order: equal where two models cut every text alike. */
export function tokenizerHash({ llama }: Llama, vocabulary: unknown): string {
  const textOf = llama.func('llama_vocab_get_text', 'str', ['void *', 'int32_t'])
  const typeOf = llama.func('llama_vocab_get_attr', 'int', ['void *', 'int32_t'])
  const count = Number(llama.func('llama_vocab_n_tokens', 'int32_t', ['void *'])(vocabulary))
  const hash = createHash('sha256')
  for (let token = 0; token < count; token += 1)
    hash.update(`${textOf(vocabulary, token)}\0${typeOf(vocabulary, token)}\n`)
  return hash.digest('hex')
}

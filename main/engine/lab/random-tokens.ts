import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { LabModel } from './lab-model.ts'

/** Gives tokens like llama-bench's: any of the vocabulary, but where a text begins, and the model wants it so, the token that begins it. */
export class RandomTokens {
  readonly #random: ReturnType<typeof xoroshiro128plus>
  readonly #vocabularySize: number
  readonly #beginning: number | null

  constructor({ llama, vocabulary }: Pick<LabModel, 'llama' | 'vocabulary'>, seed: number) {
    const ask = (name: string, type: string): unknown => llama.llama.func(name, type, ['void *'])(vocabulary)
    this.#random = xoroshiro128plus(seed)
    this.#vocabularySize = Number(ask('llama_vocab_n_tokens', 'int32_t'))
    this.#beginning = ask('llama_vocab_get_add_bos', 'bool') === true ? Number(ask('llama_vocab_bos', 'int32_t')) : null
  }

  /** So many, as a text from its beginning. */
  take(count: number): Int32Array {
    const tokens = Int32Array.from({ length: count }, () => uniformInt(this.#random, 0, this.#vocabularySize - 1))
    if (this.#beginning !== null) tokens[0] = this.#beginning
    return tokens
  }
}

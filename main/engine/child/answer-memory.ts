import type { Token } from 'node-llama-cpp'

const keptAnswers = 64

/**
 * The tokens that answers were generated with. A model does not always choose the tokens that its tokenizer would choose for the same
 * text; tokenized anew, such an answer would not match the KV cache, and the next turn would be evaluated from there on.
 */
export class AnswerMemory {
  readonly #tokensByText = new Map<string, readonly Token[]>()

  /** Remembers an answer, or a longer version of it; the oldest is forgotten when there are many. */
  remember(text: string, tokens: readonly Token[]): void {
    if (text === '') return
    this.#tokensByText.delete(text)
    this.#tokensByText.set(text, tokens)
    const [oldest] = this.#tokensByText.keys()
    if (this.#tokensByText.size > keptAnswers && oldest !== undefined) this.#tokensByText.delete(oldest)
  }

  tokensOf(text: string): readonly Token[] | null {
    return this.#tokensByText.get(text) ?? null
  }
}

/** What a token did to the text: what can be shown now, and whether a stop string ended it. */
export type TextStep = { text: string; stopped: boolean }

/** Text of tokens; those before decide about spaces in some vocabularies. */
export type Detokenize<T> = (tokens: readonly T[], before: readonly T[]) => string

const replacementCharacter = '\uFFFD'
/** A character is at most four bytes, and a token at least one. */
const longestCharacterTokens = 4

/**
 * Turns tokens into text that is safe to show: a character split across tokens waits for its rest, and text that may be the beginning of
 * a stop string waits until it is known whether it is one.
 */
export class TextStream<T> {
  readonly #detokenize: Detokenize<T>
  readonly #stopStrings: readonly string[]
  readonly #settledTokens: T[] = []
  readonly #shown: string[] = []
  #pendingTokens: T[] = []
  #unshown = ''
  #stopped = false

  constructor(detokenize: Detokenize<T>, stopStrings: readonly string[]) {
    this.#detokenize = detokenize
    this.#stopStrings = stopStrings
  }

  /** Takes the next token. After a stop nothing may follow. */
  push(token: T): TextStep {
    this.#pendingTokens.push(token)
    const text = this.#detokenize(this.#pendingTokens, this.#settledTokens.slice(-longestCharacterTokens))
    if (text.endsWith(replacementCharacter) && this.#pendingTokens.length < longestCharacterTokens) {
      return { text: '', stopped: false }
    }
    this.#settledTokens.push(...this.#pendingTokens)
    this.#pendingTokens = []
    this.#unshown += text
    const stopAt = this.#firstStop()
    if (stopAt !== null) {
      this.#stopped = true
      this.#unshown = this.#unshown.slice(0, stopAt)
      return { text: this.#show(stopAt), stopped: true }
    }
    return { text: this.#show(this.#unshown.length - this.#heldLength()), stopped: false }
  }

  /** What was held back as a possible stop string. The bytes of an unfinished character are lost: they are no text. */
  end(): string {
    return this.#show(this.#unshown.length)
  }

  /** After `end`: the text with the tokens that say exactly it; null where a stop string cut through a token. */
  exact(): { text: string; tokens: readonly T[] } | null {
    return this.#stopped ? null : { text: this.#shown.join(''), tokens: this.#settledTokens }
  }

  #show(length: number): string {
    const text = this.#unshown.slice(0, length)
    this.#unshown = this.#unshown.slice(length)
    if (text !== '') this.#shown.push(text)
    return text
  }

  #firstStop(): number | null {
    const hits = this.#stopStrings.map((stop) => this.#unshown.indexOf(stop)).filter((index) => index >= 0)
    return hits.length === 0 ? null : Math.min(...hits)
  }

  /** Length of the longest end of the text that a stop string begins with. */
  #heldLength(): number {
    let held = 0
    for (const stop of this.#stopStrings) {
      const longest = Math.min(stop.length - 1, this.#unshown.length)
      for (let length = longest; length > held; length--) {
        if (stop.startsWith(this.#unshown.slice(this.#unshown.length - length))) held = length
      }
    }
    return held
  }
}

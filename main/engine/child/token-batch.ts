import type { GenerateEvent } from '../../core/ports/engine-link.ts'
import { tokenBatchMs } from '../protocol.ts'

/** The answer's counters as of its last token, and when that was. */
type Counters = Omit<Extract<GenerateEvent, { type: 'text' }>, 'type' | 'text'>

/** Gathers text and passes it on at most once in each batch interval; the first piece goes at once. */
export class TokenBatch {
  readonly #emit: (event: GenerateEvent) => void
  #text = ''
  #lastSentMs = Number.NEGATIVE_INFINITY

  constructor(emit: (event: GenerateEvent) => void) {
    this.#emit = emit
  }

  add(text: string, counters: Counters, nowMs: number): void {
    this.#text += text
    if (this.#text !== '' && nowMs - this.#lastSentMs >= tokenBatchMs) this.#send(counters, nowMs)
  }

  /** Passes on the rest. */
  flush(counters: Counters, nowMs: number): void {
    if (this.#text !== '') this.#send(counters, nowMs)
  }

  #send(counters: Counters, nowMs: number): void {
    this.#emit({ type: 'text', text: this.#text, ...counters })
    this.#text = ''
    this.#lastSentMs = nowMs
  }
}

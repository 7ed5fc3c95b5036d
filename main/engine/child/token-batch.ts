import type { GenerateEvent } from '../../core/ports/engine-link.ts'
import { tokenBatchMs } from '../protocol.ts'

/** Gathers text and passes it on at most once in each batch interval; the first piece goes at once. */
export class TokenBatch {
  readonly #emit: (event: GenerateEvent) => void
  #text = ''
  #lastSentMs = Number.NEGATIVE_INFINITY

  constructor(emit: (event: GenerateEvent) => void) {
    this.#emit = emit
  }

  add(text: string, counters: { decodeTokens: number; decodeMs: number }, nowMs: number): void {
    this.#text += text
    if (this.#text !== '' && nowMs - this.#lastSentMs >= tokenBatchMs) this.#send(counters, nowMs)
  }

  /** Passes on the rest. */
  flush(counters: { decodeTokens: number; decodeMs: number }, nowMs: number): void {
    if (this.#text !== '') this.#send(counters, nowMs)
  }

  #send(counters: { decodeTokens: number; decodeMs: number }, nowMs: number): void {
    this.#emit({ type: 'text', text: this.#text, ...counters })
    this.#text = ''
    this.#lastSentMs = nowMs
  }
}

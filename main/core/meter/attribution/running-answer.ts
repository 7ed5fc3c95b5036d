export type AnswerPhase = 'prefill' | 'decode'

/** How many tokens, evaluated and generated alike, there were at an instant. */
export type TokenPoint = { atMs: number; tokens: number }

/** An answer at a place of the timeline. Between two points its tokens come evenly. */
export class RunningAnswer {
  phase: AnswerPhase = 'prefill'
  #at: TokenPoint

  constructor(atMs: number) {
    this.#at = { atMs, tokens: 0 }
  }

  decode(): void {
    this.phase = 'decode'
  }

  /** A point is reached. */
  note(point: TokenPoint): void {
    this.#at = { atMs: Math.max(point.atMs, this.#at.atMs), tokens: Math.max(point.tokens, this.#at.tokens) }
  }

  /** Goes on to an instant that is not after the next point. Returns the tokens that were made on the way; 0 where no next point is known. */
  advance(toMs: number, next: TokenPoint | null): number {
    const { atMs, tokens } = this.#at
    const isOnTheWay = next !== null && next.atMs > atMs && next.tokens > tokens
    const made = isOnTheWay ? (next.tokens - tokens) * Math.min(1, (toMs - atMs) / (next.atMs - atMs)) : 0
    this.#at = { atMs: toMs, tokens: tokens + made }
    return made
  }
}

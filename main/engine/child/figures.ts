import type { AnswerFigures } from '#contract/conversations.ts'

const longestRateCurve = 64

/** What the prompt cost. */
export type PromptFigures = Pick<AnswerFigures, 'promptTokens' | 'reusedTokens' | 'droppedMessages'>

/** Measures one answer by the process's monotonic clock, which the caller reads. All times are milliseconds of that clock. */
export class AnswerMeter {
  readonly #arrivedMs: number
  #prefillStartMs: number | null = null
  #prefillEndMs: number | null = null
  readonly #tokenTimesMs: number[] = []

  constructor(arrivedMs: number) {
    this.#arrivedMs = arrivedMs
  }

  prefillStarted(nowMs: number): void {
    this.#prefillStartMs = nowMs
  }

  /** Where the prompt was evaluated and gave no token of an answer. */
  prefillEnded(nowMs: number): void {
    this.#prefillEndMs ??= nowMs
  }

  /** Counts a token of the answer; the first one ends the prefill. Returns the time since the token before, null for the first. */
  token(nowMs: number): number | null {
    this.prefillEnded(nowMs)
    const before = this.#tokenTimesMs.at(-1)
    this.#tokenTimesMs.push(nowMs)
    return before === undefined ? null : nowMs - before
  }

  get decodeTokens(): number {
    return this.#tokenTimesMs.length
  }

  get decodeMs(): number {
    return (this.#tokenTimesMs.at(-1) ?? 0) - (this.#tokenTimesMs[0] ?? 0)
  }

  figures(prompt: PromptFigures, contextUsedTokens: number): AnswerFigures {
    const { promptTokens, reusedTokens, droppedMessages } = prompt
    const first = this.#tokenTimesMs[0]
    const intervalsMs = this.#tokenTimesMs.slice(1).map((time, index) => time - (this.#tokenTimesMs[index] ?? time))
    return {
      promptTokens,
      reusedTokens,
      prefillTokens: promptTokens - reusedTokens,
      prefillMs:
        this.#prefillStartMs === null ? 0 : (this.#prefillEndMs ?? this.#prefillStartMs) - this.#prefillStartMs,
      ttftMs: first === undefined ? null : first - this.#arrivedMs,
      decodeTokens: this.decodeTokens,
      decodeMs: this.decodeMs,
      tokensPerSecond: rate(intervalsMs.length, this.decodeMs),
      interTokenMs: percentiles(intervalsMs),
      rateCurve: rateCurve(intervalsMs),
      draftTokensAccepted: null,
      loadMs: 0,
      droppedMessages,
      contextUsedTokens,
    }
  }
}

function rate(tokens: number, elapsedMs: number): number | null {
  return tokens > 0 && elapsedMs > 0 ? (tokens * 1000) / elapsedMs : null
}

function percentiles(intervalsMs: readonly number[]): AnswerFigures['interTokenMs'] {
  if (intervalsMs.length === 0) return null
  const sorted = intervalsMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** The rate over stretches of equally many tokens. */
function rateCurve(intervalsMs: readonly number[]): number[] {
  const count = Math.min(longestRateCurve, intervalsMs.length)
  return Array.from({ length: count }, (_, index) => {
    const stretch = intervalsMs.slice(
      Math.floor((index * intervalsMs.length) / count),
      Math.floor(((index + 1) * intervalsMs.length) / count),
    )
    const elapsedMs = stretch.reduce((sum, interval) => sum + interval, 0)
    return rate(stretch.length, elapsedMs) ?? 0
  })
}

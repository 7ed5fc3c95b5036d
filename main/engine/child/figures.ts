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
  #threads: AnswerFigures['decodeThreads'] = null

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

  /**
   * Counts a token of the answer, computed by so many threads; the first one ends the prefill. Returns the time since the token before,
   * null for the first.
   */
  token(nowMs: number, threads: number): number | null {
    this.prefillEnded(nowMs)
    const { fewest = threads, most = threads } = this.#threads ?? {}
    this.#threads = { fewest: Math.min(fewest, threads), most: Math.max(most, threads) }
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

  /** When the last token came; before the first one, when the prompt was evaluated, or began to be. */
  get lastAtMs(): number {
    return this.#tokenTimesMs.at(-1) ?? this.#prefillEndMs ?? this.#prefillStartMs ?? this.#arrivedMs
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
      rateCurve: rateCurve(this.#tokenTimesMs),
      decodeThreads: this.#threads,
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

/**
 * The rate over equal lengths of time, so that a stall is as wide in the curve as it was long. Between two tokens the count is taken to
 * grow evenly: the mean of the curve is the rate of the whole.
 */
function rateCurve(timesMs: readonly number[]): number[] {
  const first = timesMs[0] ?? 0
  const elapsedMs = (timesMs.at(-1) ?? 0) - first
  const stretches = elapsedMs > 0 ? Math.min(longestRateCurve, timesMs.length - 1) : 0
  let token = 0
  const tokensAt = (atMs: number): number => {
    while (token < timesMs.length - 2 && (timesMs[token + 1] ?? atMs) <= atMs) token += 1
    const fromMs = timesMs[token] ?? atMs
    const intervalMs = (timesMs[token + 1] ?? atMs) - fromMs
    return intervalMs > 0 ? token + Math.min(1, (atMs - fromMs) / intervalMs) : token + 1
  }
  let before = 0
  return Array.from({ length: stretches }, (_, index) => {
    const until = tokensAt(first + (elapsedMs * (index + 1)) / stretches)
    const tokens = Math.max(0, until - before)
    before = until
    return (tokens * stretches * 1000) / elapsedMs
  })
}

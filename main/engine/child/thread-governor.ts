/** A token this many times slower than usual tells nothing about what is usual. */
const stallFactor = 3
/** Fewer threads are taken when they would have been faster by this factor over the window: a hiccup is not worth a change. */
const worthwhileFactor = 1.2
const windowMs = 500
/** So many tokens with more threads tell whether they pay again. */
const trialTokens = 2
const firstHoldMs = 2000
const longestHoldMs = 60_000

type Level = { threads: number; usualMs: number | null }

/**
 * Chooses how many threads decode. llama.cpp's threads wait for each other hundreds of times a token, spinning: when another program
 * takes one core of those they fill, a token can take a hundred times as long, and fewer threads are far faster. The governor steps down
 * when tokens stall, and tries more threads again after a while, less and less often while that does not pay.
 */
export class ThreadGovernor {
  readonly #levels: Level[]
  readonly #onChange: (threads: number) => void
  #index = 0
  #window: number[] = []
  /** The token after a change was already being computed when it was made. */
  #skipsNext = false
  #holdMs = firstHoldMs
  #trialAtMs = Number.POSITIVE_INFINITY
  /** Intervals of a trial with more threads; null where there is none. */
  #trial: number[] | null = null

  /** Starts with `mostThreads`; `onChange` puts a choice in force from the next token on. */
  constructor(mostThreads: number, onChange: (threads: number) => void) {
    this.#levels = halvings(mostThreads).map((threads) => ({ threads, usualMs: null }))
    this.#onChange = onChange
  }

  get threads(): number {
    return this.#level(this.#index).threads
  }

  /** The numbers of threads that may be chosen, most first. */
  get choices(): number[] {
    return this.#levels.map((level) => level.threads)
  }

  /** Takes what a warm-up measured for each choice, in milliseconds a token, and starts with the fastest. */
  calibrate(tokenMs: readonly number[], nowMs: number): void {
    this.#levels.forEach((level, index) => {
      level.usualMs = tokenMs[index] ?? null
    })
    const fastest = Math.min(...tokenMs)
    this.#move(Math.max(0, tokenMs.indexOf(fastest)), nowMs)
  }

  /** Takes the time that a token took. */
  token(intervalMs: number, nowMs: number): void {
    if (this.#skipsNext) {
      this.#skipsNext = false
    } else if (this.#trial !== null) {
      this.#judgeTrial(this.#trial, intervalMs, nowMs)
    } else {
      this.#learn(intervalMs)
      if (this.#wouldBeFasterWithFewer(intervalMs)) this.#move(this.#index + 1, nowMs)
      else if (this.#index > 0 && nowMs >= this.#trialAtMs) this.#beginTrial()
    }
  }

  /** Follows a slow drift, for all choices alike: contexts fill up and tokens become dearer. */
  #learn(intervalMs: number): void {
    const { usualMs } = this.#level(this.#index)
    if (usualMs === null) this.#level(this.#index).usualMs = intervalMs
    else if (intervalMs < usualMs * stallFactor) {
      const drift = 0.9 + (0.1 * intervalMs) / usualMs
      for (const level of this.#levels) if (level.usualMs !== null) level.usualMs *= drift
    }
  }

  #wouldBeFasterWithFewer(intervalMs: number): boolean {
    this.#window.push(intervalMs)
    let sumMs = this.#window.reduce((sum, interval) => sum + interval, 0)
    for (let first = this.#window[0]; first !== undefined && sumMs - first >= windowMs; first = this.#window[0]) {
      this.#window.shift()
      sumMs -= first
    }
    const fewer = this.#levels[this.#index + 1]
    const { usualMs, threads } = this.#level(this.#index)
    if (fewer === undefined || usualMs === null || sumMs < windowMs) return false
    const fewerMs = fewer.usualMs ?? (usualMs * threads) / fewer.threads
    return sumMs / this.#window.length > fewerMs * worthwhileFactor
  }

  #beginTrial(): void {
    this.#trial = []
    this.#choose(this.#index - 1)
  }

  #judgeTrial(trial: number[], intervalMs: number, nowMs: number): void {
    trial.push(intervalMs)
    const below = this.#level(this.#index + 1)
    const isSlower = intervalMs >= (below.usualMs ?? Number.POSITIVE_INFINITY)
    if (!isSlower && trial.length < trialTokens) return
    this.#trial = null
    if (isSlower) {
      this.#holdMs = Math.min(longestHoldMs, this.#holdMs * 2)
      this.#move(this.#index + 1, nowMs)
    } else {
      this.#holdMs = firstHoldMs
      this.#level(this.#index).usualMs = intervalMs
      this.#trialAtMs = nowMs + this.#holdMs
    }
  }

  #move(index: number, nowMs: number): void {
    this.#trialAtMs = nowMs + this.#holdMs
    if (index !== this.#index) this.#choose(index)
  }

  #choose(index: number): void {
    this.#index = index
    this.#skipsNext = true
    this.#window = []
    this.#onChange(this.threads)
  }

  #level(index: number): Level {
    const level = this.#levels[index]
    if (level === undefined) throw new RangeError(`No level ${index}`)
    return level
  }
}

/** The number and its halves down to one, each once. */
function halvings(most: number): number[] {
  const numbers: number[] = []
  for (let threads = Math.max(1, Math.floor(most)); threads > 1; threads = Math.floor(threads / 2))
    numbers.push(threads)
  return [...numbers, 1]
}

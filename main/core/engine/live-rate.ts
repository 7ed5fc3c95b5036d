const windowMs = 1000

/** The decode rate over the last second, from the engine's own counters. */
export class LiveRate {
  readonly #samples: { tokens: number; ms: number }[] = []

  /** Takes the cumulative counters of a batch. Returns tokens a second; null before the second token. */
  add(tokens: number, ms: number): number | null {
    this.#samples.push({ tokens, ms })
    const isOld = (sample: { ms: number } | undefined) => sample !== undefined && ms - sample.ms >= windowMs
    while (isOld(this.#samples[1])) this.#samples.shift()
    const first = this.#samples[0]
    if (first === undefined || ms <= first.ms) return null
    return ((tokens - first.tokens) * 1000) / (ms - first.ms)
  }
}

const intervalMs = 250
const rateWindowMs = 3000

/** `totalBytes` is null where the source does not tell. */
export type Progress = { receivedBytes: number; totalBytes: number | null }

export type MeteredProgress = Progress & { bytesPerSecond: number | null }

/** Thins progress out to four reports a second, and adds the rate over the last seconds. */
export class ProgressMeter {
  readonly #now: () => number
  readonly #onReport: (progress: MeteredProgress) => void
  #samples: { atMs: number; bytes: number }[] = []
  #reportedAtMs = Number.NEGATIVE_INFINITY

  constructor(now: () => number, onReport: (progress: MeteredProgress) => void) {
    this.#now = now
    this.#onReport = onReport
  }

  report(progress: Progress): void {
    const atMs = this.#now()
    // The clock was set back: what was noted by the old one would hold up all reports until the new one has caught up.
    if (atMs < this.#reportedAtMs) this.#beginAnew()
    const isWhole = progress.receivedBytes === progress.totalBytes
    if (atMs - this.#reportedAtMs < intervalMs && !isWhole) return
    this.#reportedAtMs = atMs
    const recent = this.#samples.filter((sample) => atMs - sample.atMs <= rateWindowMs)
    this.#samples = [...recent, { atMs, bytes: progress.receivedBytes }]
    this.#onReport({ ...progress, bytesPerSecond: this.#rate() })
  }

  #beginAnew(): void {
    this.#samples = []
    this.#reportedAtMs = Number.NEGATIVE_INFINITY
  }

  #rate(): number | null {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (!first || !last || last.atMs === first.atMs) return null
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs))
  }
}

import type { ChargedPower, GuideEntry, PowerSource } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { LiveValue } from '../live-value.ts'
import { monotonicNowMs } from '../monotonic-clock.ts'
import type { HistorySource, PowerCollector, PowerPiece } from '../ports/index.ts'
import type { ChargedEnergy, PowerFeed } from './power-feed.ts'

export type PowerSourcesOptions = {
  collectors: readonly PowerCollector[]
  settings: LiveValue<Settings>
  /** Milliseconds since the epoch. */
  now: () => number
  monotonicNow?: () => number
}

/** What was measured since the last call, for the history. */
export type PiecesListener = (sources: readonly HistorySource[], pieces: readonly PowerPiece[]) => void

/** All that power is read from: which there are, what they read, and which of them are charged. */
export class PowerSources implements PowerFeed {
  readonly state = new LiveValue<PowerSource[]>([])
  readonly charged = new LiveValue<ChargedPower | null>(null)
  /** True when it was looked once what there is, until the meter is turned off. */
  readonly isRunning = new LiveValue(false)
  settledUntilMs = monotonicNowMs()
  readonly #guide: GuideEntry[] = []

  constructor(_options: PowerSourcesOptions) {}

  /** Looks for sources and begins to read. Returns at once. */
  start(): void {}

  guide(): GuideEntry[] {
    return this.#guide
  }

  /** Looks again and tries at once what failed. */
  async check(): Promise<GuideEntry[]> {
    return this.#guide
  }

  between(_fromMs: number, _toMs: number): ChargedEnergy | null {
    return null
  }

  edgeErrorJ(_fromMs: number, _toMs: number): number {
    return 0
  }

  subscribe(_listener: () => void): () => void {
    return () => undefined
  }

  /** Hands on what each source measured, about once a second. Returns the way to stop. */
  onPieces(_listener: PiecesListener): () => void {
    return () => undefined
  }

  async close(): Promise<void> {}
}

import type { LeftOut, PowerScope, Provenance, Range, SourceShare } from '#contract/energy.ts'

/** The charged energy of a time. Between two changes of what is charged, the pieces of a longer time add up to the whole. */
export type ChargedEnergy = {
  energyJ: Range
  /** Milliseconds of it that all charged sources cover. The rest is a gap. */
  coveredMs: number
  shares: SourceShare[]
  provenance: Provenance
  scopes: PowerScope[]
  leavesOut: LeftOut[]
  /** The slowest of the sources: a window of less than two periods cannot be told. */
  updatePeriodMs: number
}

/** What the attribution asks of the sources. Times are of the monotonic clock. */
export interface PowerFeed {
  /** Energy before this instant is final: every charged source has been read after it, or was given up. */
  readonly settledUntilMs: number
  /** The charged energy between two instants of the last minutes; null where nothing was charged in any of it. */
  between(fromMs: number, toMs: number): ChargedEnergy | null
  /**
   * What the two edges of a window add to the band of its energy, in joules to each side: a reading tells when its device was updated to one
   * period only. It belongs to the window and is never added up from its pieces. 0 where nothing was charged.
   */
  edgeErrorJ(fromMs: number, toMs: number): number
  /** Calls back when `settledUntilMs` has grown, at most some times a second. Returns the way to stop. */
  subscribe(listener: () => void): () => void
}

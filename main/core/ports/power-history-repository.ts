import type { FoundSource } from './power-collector.ts'

/** A piece of a source's time: joules over the milliseconds that were measured in it. Times are of the epoch. */
export type PowerPiece = {
  sourceId: string
  /** When it began. */
  atMs: number
  durationMs: number
  energyJ: number
  /** The band, for an estimate; null where the source has none. */
  lowJ: number | null
  highJ: number | null
}

export type PowerStep = {
  sourceId: string
  /** The start of the step. */
  atMs: number
  /** Milliseconds of the step that were measured. */
  coveredMs: number
  energyJ: number
  lowJ: number | null
  highJ: number | null
  /** Extremes of the mean power of the finest pieces within the step. */
  minW: number
  maxW: number
}

export type HistorySource = Pick<FoundSource, 'id' | 'collector' | 'name' | 'scope' | 'provenance'>

/**
 * Power over time. The newest hour is kept as it was read; older times in steps that grow, so that a year of two devices stays under 100 MB
 * and any range is read in under 200 ms.
 */
export interface PowerHistoryRepository {
  /**
   * Adds pieces in one transaction, and what they mean for the coarser steps. A piece is left out where its source was measured in the middle of
   * it already (it comes twice, or the clock was set back); in older times, where the step that it belongs to is full. A source whose id is known takes the new name.
   */
  append(sources: readonly HistorySource[], pieces: readonly PowerPiece[]): void
  /**
   * Steps between two times, narrowed to what there is, in about `points` steps at most, and no fewer than two thirds of that where the
   * resolution that is kept allows it. Steps are whole: the first and the last reach over the edges. Ordered by source and time; steps without data are missing.
   */
  read(fromMs: number, toMs: number, points: number): { stepMs: number; sources: HistorySource[]; steps: PowerStep[] }
  /** Makes coarser steps of what is older than its resolution is kept for, a little at a time. True where there is more to do. */
  tidy(nowMs: number): boolean
}

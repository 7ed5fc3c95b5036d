import type { PowerStep } from '../core/ports/power-history-repository.ts'

/** A step as the tables of the levels have it. */
export type PowerStepRow = {
  source: number
  at_ms: number
  covered_us: number
  energy_uj: number
  low_uj: number | null
  high_uj: number | null
  min_mw: number
  max_mw: number
}

export function stepFromRow(row: PowerStepRow, sourceId: string, stepMs: number): PowerStep {
  return {
    sourceId,
    atMs: row.at_ms,
    // Where the clock was set back by a little, a step holds some milliseconds twice.
    coveredMs: Math.min(stepMs, row.covered_us / 1000),
    energyJ: row.energy_uj / 1e6,
    lowJ: row.low_uj === null ? null : row.low_uj / 1e6,
    highJ: row.high_uj === null ? null : row.high_uj / 1e6,
    minW: row.min_mw / 1000,
    maxW: row.max_mw / 1000,
  }
}

import { stepStart } from './power-levels.ts'
import type { PowerStepRow } from './power-step-row.ts'

/** A row of `power_pieces`. */
export type PieceRow = Pick<PowerStepRow, 'source' | 'covered_us' | 'energy_uj' | 'low_uj' | 'high_uj'> & {
  at_us: number
}

/**
 * Pieces, ordered by source and time, as steps that may be shorter than they are: each step gets the part of a piece that lies in it. So a
 * source that is read once a second has no gaps between ten steps of its own, and the whole is the same to the digit.
 */
export function spreadPieces(pieces: readonly PieceRow[], stepMs: number): PowerStepRow[] {
  const steps: PowerStepRow[] = []
  for (const piece of pieces) {
    const endUs = piece.at_us + piece.covered_us
    for (let atUs = piece.at_us; atUs < endUs; ) {
      const atMs = stepStart(atUs / 1000, stepMs)
      const nextUs = Math.min(endUs, (atMs + stepMs) * 1000)
      const last = steps.at(-1)
      const part = partOf(piece, atUs, nextUs, atMs)
      if (last?.source === piece.source && last.at_ms === atMs) addTo(last, part)
      else steps.push(part)
      atUs = nextUs
    }
  }
  return steps
}

function partOf(piece: PieceRow, fromUs: number, toUs: number, atMs: number): PowerStepRow {
  const { source, covered_us: lengthUs, at_us: startUs } = piece
  const upTo = (amount: number, atUs: number) => Math.round((amount * (atUs - startUs)) / lengthUs)
  const between = (amount: number) => upTo(amount, toUs) - upTo(amount, fromUs)
  const powerMw = Math.round((piece.energy_uj * 1000) / lengthUs)
  return {
    source,
    at_ms: atMs,
    covered_us: toUs - fromUs,
    energy_uj: between(piece.energy_uj),
    low_uj: piece.low_uj === null ? null : between(piece.low_uj),
    high_uj: piece.high_uj === null ? null : between(piece.high_uj),
    min_mw: powerMw,
    max_mw: powerMw,
  }
}

function addTo(step: PowerStepRow, part: PowerStepRow): void {
  step.low_uj = addBand(step.low_uj, step.energy_uj, part.low_uj, part.energy_uj)
  step.high_uj = addBand(step.high_uj, step.energy_uj, part.high_uj, part.energy_uj)
  step.covered_us += part.covered_us
  step.energy_uj += part.energy_uj
  step.min_mw = Math.min(step.min_mw, part.min_mw)
  step.max_mw = Math.max(step.max_mw, part.max_mw)
}

/** What has no band stands for itself beside what has one. */
function addBand(a: number | null, energyOfA: number, b: number | null, energyOfB: number): number | null {
  return a === null && b === null ? null : (a ?? energyOfA) + (b ?? energyOfB)
}

import type { PowerPiece } from '../core/ports/power-history-repository.ts'

/** A part of a piece that lies within one second, in whole microseconds and microjoules. */
export type PiecePart = {
  atUs: number
  coveredUs: number
  energyUj: number
  lowUj: number | null
  highUj: number | null
  /** The mean of the whole piece, in milliwatts. */
  powerMw: number
}

const secondUs = 1_000_000

/** No source takes longer for a reading; what says so is not believed. */
const longestPieceMs = 60 * 60 * 1000

/**
 * Cuts a piece at the seconds, by time. The parts add up to the whole to the digit. A piece that cannot be has no parts: a time or an amount
 * that is negative or not a number, an hour and more.
 */
export function partsOf(piece: PowerPiece): PiecePart[] {
  if (!isPossible(piece)) return []
  const startUs = Math.round(piece.atMs * 1000)
  const endUs = Math.round((piece.atMs + piece.durationMs) * 1000)
  const lengthUs = endUs - startUs
  const powerMw = Math.round((piece.energyJ * 1e6) / piece.durationMs)
  // Each part is the difference of two rounded sums: what one loses by rounding the next one gains.
  const upTo = (joules: number, atUs: number) => Math.round((joules * 1e6 * (atUs - startUs)) / lengthUs)
  const between = (joules: number, fromUs: number, toUs: number) => upTo(joules, toUs) - upTo(joules, fromUs)
  const parts: PiecePart[] = []
  for (let atUs = startUs; atUs < endUs; ) {
    const nextUs = Math.min(endUs, (Math.floor(atUs / secondUs) + 1) * secondUs)
    parts.push({
      atUs,
      coveredUs: nextUs - atUs,
      energyUj: between(piece.energyJ, atUs, nextUs),
      lowUj: piece.lowJ === null ? null : between(piece.lowJ, atUs, nextUs),
      highUj: piece.highJ === null ? null : between(piece.highJ, atUs, nextUs),
      powerMw,
    })
    atUs = nextUs
  }
  return parts
}

function isPossible({ atMs, durationMs, energyJ, lowJ, highJ }: PowerPiece): boolean {
  const isAmount = (value: number | null) => value === null || (value >= 0 && value < 1e9)
  return (
    atMs >= 0 &&
    atMs < 8.64e12 &&
    durationMs > 0 &&
    durationMs <= longestPieceMs &&
    [energyJ, lowJ, highJ].every(isAmount)
  )
}

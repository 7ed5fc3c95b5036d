import type { PowerPiece } from '../ports/power-history-repository.ts'
import type { MeteredSource } from './metered-source.ts'
import type { WallClock } from './wall-clock.ts'

/** What a source measured since the last time, a piece for each two readings, in whole milliseconds that follow on each other. */
export function takePieces(source: MeteredSource, clock: WallClock): PowerPiece[] {
  const { found, energy } = source
  const pieces: PowerPiece[] = []
  energy.ring.eachSegment(source.nextPiece, (fromMs, toMs, lowJ, energyJ, highJ) => {
    const atMs = Math.round(clock.toEpochMs(fromMs))
    const durationMs = Math.round(clock.toEpochMs(toMs)) - atMs
    if (durationMs <= 0) return
    const hasBand = lowJ < energyJ || highJ > energyJ
    pieces.push({
      sourceId: found.id,
      atMs,
      durationMs,
      energyJ,
      lowJ: hasBand ? lowJ : null,
      highJ: hasBand ? highJ : null,
    })
  })
  source.nextPiece = energy.ring.end
  return pieces
}

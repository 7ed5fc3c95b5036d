import type { PowerPiece } from '../../../main/core/ports/power-history-repository.ts'
import { noise } from './noise.ts'
import { showcaseSources, wattsOf } from './sources.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** Whether the made-up machine works at a time, 0 to 1: bursts by day, with a peak at their beginning. */
function workAt(atMs: number): number {
  const hour = ((atMs / dayMs) % 1) * 24
  if (hour < 7 || hour > 19) return 0
  const slot = Math.floor(atMs / (17 * minuteMs))
  const within = (atMs / (17 * minuteMs)) % 1
  const length = noise(slot) > 0.55 ? 0.3 + noise(slot * 3) * 0.6 : 0
  if (within > length) return 0
  return within < 0.08 ? 1.22 : 1
}

/** A second of each step: the mean of the step is the same, and it is filled in a moment. */
const pieceMs = 1000

function* pieces(fromMs: number, toMs: number, stepMs: number): Generator<PowerPiece, void, void> {
  for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs < toMs; atMs += stepMs) {
    for (const [index, { id }] of showcaseSources.entries()) {
      if (id === 'rapl:psys') continue
      const watts = wattsOf(id, workAt(atMs), noise(atMs / 1000 + index))
      yield { sourceId: id, atMs, durationMs: pieceMs, energyJ: (watts * pieceMs) / 1000, lowJ: null, highJ: null }
    }
  }
}

/** What the meters of the made-up machine read before a time: the last minutes each second, the days before in longer steps. */
export function showcasePower(nowMs: number): PowerPiece[] {
  return [
    ...pieces(nowMs - 15 * dayMs, nowMs - dayMs, 10 * minuteMs),
    ...pieces(nowMs - dayMs, nowMs - 6 * minuteMs, minuteMs),
    ...pieces(nowMs - 6 * minuteMs, nowMs, pieceMs),
  ]
}

import type { Range } from '#contract/energy.ts'
import type { FoundSource, PowerReading } from '../ports/power-collector.ts'
import { type CoveredEnergy, EnergyRing } from './energy-ring.ts'

/** No machine that this app runs on takes more: a figure above it is no power, and a counter that says so was started anew. */
const mostW = 20_000
/** Live power is the mean of at least so long, so that it can be read. */
const shownSpanMs = 500

/**
 * One source's readings as joules over the monotonic clock. A counter is taken by its difference, power by the trapezoid between two readings.
 * A hole in the readings is a gap, which nothing is put into.
 */
export class EnergyIntegrator {
  readonly ring = new EnergyRing()
  readonly #updatePeriodMs: number
  readonly #wrapJ: number | null
  readonly #errorShare: NonNullable<FoundSource['errorShare']>
  /** The reading before, which the next one is put against; null where the next begins a stretch. */
  #before: { atMs: number; low: number; central: number; high: number } | null = null
  #stretchFromMs: number | null = null

  constructor({ updatePeriodMs, wrapJ, errorShare }: Pick<FoundSource, 'updatePeriodMs' | 'wrapJ' | 'errorShare'>) {
    this.#updatePeriodMs = updatePeriodMs
    this.#wrapJ = wrapJ
    this.#errorShare = errorShare ?? { below: 0, above: 0 }
  }

  /** The newest instant whose energy is known; null before the first reading. */
  get lastAtMs(): number | null {
    return this.ring.lastAtMs
  }

  /** Where the present stretch without a gap began; null while there is none. */
  get stretchFromMs(): number | null {
    return this.#stretchFromMs
  }

  /** Takes a reading. One that is older than the newest, or no figure at all, is left out; false where it was. */
  add(reading: PowerReading): boolean {
    const { atMs } = reading
    if (!Number.isFinite(atMs) || atMs <= (this.lastAtMs ?? Number.NEGATIVE_INFINITY)) return false
    if (reading.kind === 'silent') {
      this.interrupt()
      return true
    }
    const { low, central, high } = rangeOf(reading)
    if (!(low >= 0 && low <= central && central <= high && high < Number.POSITIVE_INFINITY)) return false
    if (reading.kind === 'power' && high > mostW) return false
    const before = this.#before
    const isTooLong = before !== null && atMs - before.atMs > longestHoleMs(this.#updatePeriodMs)
    if (before === null || isTooLong) this.#begin(atMs)
    else if (reading.kind === 'counter') this.#count(before.central, central, atMs, atMs - before.atMs)
    else {
      const halfSeconds = (atMs - before.atMs) / 2000
      this.#append(
        atMs,
        (before.low + low) * halfSeconds,
        (before.central + central) * halfSeconds,
        (before.high + high) * halfSeconds,
      )
    }
    this.#before = { atMs, low, central, high }
    return true
  }

  /** Adds energy that was worked out from other sources, from `fromMs` on; where it does not go on from the last, there is a gap. */
  addEnergy(fromMs: number, toMs: number, { low, central, high }: Range): void {
    if (this.lastAtMs !== fromMs || this.#stretchFromMs === null) this.#begin(fromMs)
    this.#append(toMs, low, central, high)
  }

  /** Ends the stretch: what lies until the next reading is a gap. */
  interrupt(): void {
    this.#before = null
    this.#stretchFromMs = null
  }

  between(fromMs: number, toMs: number): CoveredEnergy {
    return this.ring.between(fromMs, toMs)
  }

  /** Mean power over the last moments, in watts; null where there is no stretch of two readings now. */
  powerW(): Range | null {
    const { lastAtMs } = this
    if (lastAtMs === null || this.#stretchFromMs === null) return null
    const fromMs = Math.max(this.#stretchFromMs, lastAtMs - Math.max(shownSpanMs, 2 * this.#updatePeriodMs))
    return this.#meanW(fromMs, lastAtMs)
  }

  /**
   * What one edge of a window adds to its error, in joules: `updatePeriod · |P_after − P_before|`, since a period of that change may have
   * been put on the wrong side. Each power is a mean over two periods, without the one next to the edge, which may hold the change. With
   * rest before and after, the two edges of a load give `2 · updatePeriod · (P_load − P_idle)`. Where nothing is known outside of the
   * window, all of the power may be the change.
   */
  edgeErrorJ(edgeMs: number, side: 'begin' | 'end', windowMs: number): number {
    const periodMs = Math.max(this.#updatePeriodMs, Math.min(this.ring.spacingAt(edgeMs), windowMs))
    const inside = { nearMs: Math.min(periodMs, windowMs / 2), farMs: Math.min(3 * periodMs, windowMs) }
    const outside = { nearMs: periodMs, farMs: 3 * periodMs }
    const [before, after] = side === 'begin' ? [outside, inside] : [inside, outside]
    const beforeW = this.#meanW(edgeMs - before.farMs, edgeMs - before.nearMs)?.central ?? 0
    const afterW = this.#meanW(edgeMs + after.nearMs, edgeMs + after.farMs)?.central ?? 0
    return (Math.abs(afterW - beforeW) * periodMs) / 1000
  }

  #meanW(fromMs: number, toMs: number): Range | null {
    const { energyJ, coveredMs } = this.ring.between(fromMs, toMs)
    if (coveredMs <= 0) return null
    const perSecond = 1000 / coveredMs
    return { low: energyJ.low * perSecond, central: energyJ.central * perSecond, high: energyJ.high * perSecond }
  }

  #begin(atMs: number): void {
    this.#stretchFromMs = atMs
    this.ring.begin(atMs)
  }

  #count(beforeJ: number, nowJ: number, atMs: number, spanMs: number): void {
    const differenceJ = nowJ < beforeJ ? nowJ - beforeJ + (this.#wrapJ ?? Number.NaN) : nowJ - beforeJ
    // Two reads that are close together may lie on both sides of one update, which holds a period's energy.
    const mostJ = (mostW * Math.max(spanMs, this.#updatePeriodMs)) / 1000
    if (differenceJ >= 0 && differenceJ <= mostJ) this.#append(atMs, differenceJ, differenceJ, differenceJ)
    else this.#begin(atMs)
  }

  #append(atMs: number, lowJ: number, centralJ: number, highJ: number): void {
    const { below, above } = this.#errorShare
    this.ring.append(atMs, Math.max(0, lowJ * (1 - below)), centralJ, highJ * (1 + above))
  }
}

/** A hole in the readings that is longer is a gap, in milliseconds. */
function longestHoleMs(updatePeriodMs: number): number {
  return Math.max(5 * updatePeriodMs, 3000)
}

function rangeOf(reading: Exclude<PowerReading, { kind: 'silent' }>): Range {
  const value = reading.kind === 'counter' ? reading.joules : reading.watts
  return typeof value === 'number' ? { low: value, central: value, high: value } : value
}

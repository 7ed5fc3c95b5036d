import type { Problem } from '#contract/errors.ts'
import type { PowerSource } from '#contract/meter.ts'
import type { FoundSource, PowerReading } from '../ports/power-collector.ts'
import { EnergyIntegrator } from './energy-integrator.ts'

/** Why a source is not read, and when it is tried again, by the monotonic clock; null: when it is looked again what there is. */
export type Drop = { problem: Problem; retryAtMs: number | null }

/** A source that is unheard for so many of its periods, and for no less than so long, is given up until it is heard again. */
const latePeriods = 3
const leastLateMs = 2000

/** One source as it is now, with its energy over the last minutes. */
export class MeteredSource {
  readonly found: FoundSource
  readonly energy: EnergyIntegrator
  state: PowerSource['state'] = 'starting'
  drop: Drop | null = null
  /** How often it was dropped with no healthy time between. */
  drops = 0
  /** When it began to be read, and when it was heard last, by the monotonic clock. */
  readSinceMs = 0
  heardAtMs: number | null = null
  /** Since when it is live; null where it is not. */
  liveSinceMs: number | null = null
  /** The number of the first reading that the history does not have. */
  nextPiece = 0
  #jumpAtMs = Number.NEGATIVE_INFINITY

  constructor(found: FoundSource) {
    this.found = found
    this.energy = new EnergyIntegrator(found)
  }

  /** Takes a reading. True where that changes its state. */
  take(reading: PowerReading): boolean {
    if (reading.atMs <= this.#jumpAtMs || !this.energy.add(reading)) return false
    this.heardAtMs = reading.atMs
    return this.#become(reading.kind === 'silent' ? 'silent' : 'live', reading.atMs)
  }

  /** Its reading ends or begins anew: what lies until the next one is a gap. */
  leave(state: 'starting' | 'silent' | 'off' | 'locked' | 'failed', drop: Drop | null = null): void {
    this.state = state
    this.drop = drop
    this.heardAtMs = null
    this.liveSinceMs = null
    this.energy.interrupt()
  }

  /** Takes energy that was worked out from other sources. */
  takeEnergy(fromMs: number, toMs: number, energy: Parameters<EnergyIntegrator['addEnergy']>[2]): void {
    this.energy.addEnergy(fromMs, toMs, energy)
    this.heardAtMs = toMs
    this.#become('live', toMs)
  }

  /** Its readings are there and not late: it can be charged. */
  isLiveAt(nowMs: number): boolean {
    return this.state === 'live' && !this.#isUnheard(nowMs, latePeriods, leastLateMs)
  }

  /** It is read, and has been quiet for so long that reading it has to be begun anew. */
  isLostAt(nowMs: number): boolean {
    const isRead = this.state === 'starting' || this.state === 'live'
    return isRead && this.#isUnheard(nowMs, 10, this.heardAtMs === null ? 30_000 : 15_000)
  }

  /** This process stood still, and nobody was heard: that is no reason to give it up. */
  forgiveLateness(nowMs: number): void {
    this.readSinceMs = nowMs
  }

  /** The machine slept, or its clock was set: nothing is known of that time. */
  noteJump(nowMs: number): void {
    this.energy.interrupt()
    this.forgiveLateness(nowMs)
    // One that was read before the jump may come after it, and would be taken for the begin of what follows.
    this.#jumpAtMs = nowMs
  }

  #isUnheard(nowMs: number, periods: number, leastMs: number): boolean {
    const sinceMs = Math.max(this.readSinceMs, this.heardAtMs ?? 0)
    return nowMs - sinceMs > Math.max(periods * this.found.updatePeriodMs, leastMs)
  }

  #become(state: 'live' | 'silent', atMs: number): boolean {
    if (this.state === state) return false
    this.state = state
    this.drop = null
    this.liveSinceMs = state === 'live' ? atMs : null
    return true
  }
}

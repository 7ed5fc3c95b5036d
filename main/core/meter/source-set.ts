import type { GuideEntry } from '#contract/meter.ts'
import type { MeterSettings, Settings } from '#contract/settings.ts'
import type { PowerCollector, PowerReading } from '../ports/power-collector.ts'
import { CalibratedSource } from './calibration/calibrated-source.ts'
import type { Calibration } from './calibration/calibration-memory.ts'
import type { Candidate } from './choose-charged.ts'
import { CollectorRunner } from './collector-runner.ts'
import type { MeteredSource } from './metered-source.ts'

export type SourceSetOptions = {
  collectors: readonly PowerCollector[]
  settings: () => Settings
  monotonicNow: () => number
  onReading: (source: MeteredSource, reading: PowerReading) => void
}

/** All sources of a time in which the meter is on: those of the collectors, and the one that a calibration works out of them. */
export class SourceSet {
  readonly #options: SourceSetOptions
  readonly #runners: readonly CollectorRunner[]
  #calibrated: CalibratedSource | null = null

  constructor({ collectors, ...options }: SourceSetOptions) {
    this.#options = { collectors, ...options }
    this.#runners = collectors.map((collector) => new CollectorRunner({ collector, ...options }))
  }

  get all(): MeteredSource[] {
    const read = this.#runners.flatMap((runner) => [...runner.sources.values()])
    return this.#calibrated === null ? read : [...read, this.#calibrated.metered]
  }

  find(id: string): MeteredSource | undefined {
    return this.all.find(({ found }) => found.id === id)
  }

  /** What may be charged: all that is neither turned off nor locked. */
  candidates(): Candidate[] {
    const nowMs = this.#options.monotonicNow()
    return this.all
      .filter(({ state }) => state !== 'off' && state !== 'locked')
      .map((source) => ({ found: source.found, isLive: source.isLiveAt(nowMs) }))
  }

  /** What the collectors say of this machine, each thing once. */
  guide(): GuideEntry[] {
    const entries = this.#runners.flatMap(({ guide }) => guide)
    return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
  }

  async look(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.look()))
  }

  /** Looks again and tries at once what failed. */
  async check(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.check()))
  }

  /** Does as the settings say that are in force now. */
  follow(before: MeterSettings): void {
    const { meter } = this.#options.settings()
    for (const runner of this.#runners) runner.applyOffSources()
    this.#calibrated?.applyOffSources(meter.offSources)
    const isReadOtherwise =
      meter.cpuLimitW !== before.cpuLimitW ||
      meter.supply !== before.supply ||
      JSON.stringify(meter.plugs) !== JSON.stringify(before.plugs)
    if (isReadOtherwise) for (const runner of this.#runners) void runner.look({ forgets: true })
  }

  calibrate(calibration: Calibration | null): void {
    this.#calibrated?.metered.leave('off')
    this.#calibrated = calibration === null ? null : new CalibratedSource(calibration)
    this.#calibrated?.applyOffSources(this.#options.settings().meter.offSources)
  }

  /** Drops what is not heard any more, looks again where it is time for that, and works out what is calibrated. */
  beat(): void {
    for (const runner of this.#runners) runner.beat()
    this.#calibrated?.advance((id) => this.find(id), this.#options.monotonicNow())
  }

  close(): void {
    for (const runner of this.#runners) runner.close()
    for (const source of this.all) source.leave('off')
  }
}

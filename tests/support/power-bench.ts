import type { Settings } from '#contract/settings.ts'
import { defaultSettings } from '#contract/settings.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { Calibration } from '../../main/core/meter/calibration/calibration-memory.ts'
import { PowerSources } from '../../main/core/meter/power-sources.ts'
import type { FoundSource } from '../../main/core/ports/power-collector.ts'
import { FakeCollector } from './fake-collector.ts'
import { ManualClock, settle } from './manual-clock.ts'

/** Watts of a source at an instant of the monotonic clock; null: it says nothing. */
export type Trace = (atMs: number) => number | null

/** Power sources over collectors and a clock that a test plays. Each source has a trace, and is read at its own period. */
export class PowerBench {
  readonly clock = new ManualClock()
  readonly settings = new LiveValue<Settings>(defaultSettings)
  readonly calibration = new LiveValue<Calibration | null>(null)
  readonly collectors: FakeCollector[]
  readonly sources: PowerSources
  hasGpu = false
  readonly #traces = new Map<string, { trace: Trace; found: FoundSource; nextMs: number; joules: number }>()

  constructor(collectors: readonly FakeCollector[]) {
    this.collectors = [...collectors]
    this.sources = new PowerSources({
      collectors,
      settings: this.settings,
      calibration: this.calibration,
      hasGpu: () => this.hasGpu,
      now: this.clock.now,
      monotonicNow: this.clock.monotonicNow,
      setTimer: this.clock.setTimer,
    })
  }

  /** From now on the source is read along this trace: a counter by its integral, which is exact for a trace of steps of whole periods. */
  play(found: FoundSource, trace: Trace): void {
    const before = this.#traces.get(found.id)
    this.#traces.set(found.id, { trace, found, nextMs: this.clock.nowMs, joules: before?.joules ?? 0 })
  }

  changeMeter(meter: Partial<Settings['meter']>): void {
    this.settings.set({ ...this.settings.value, meter: { ...this.settings.value.meter, ...meter } })
  }

  async start(): Promise<void> {
    this.sources.start()
    await settle()
  }

  /** Lets time pass with all readings and beats in it, step by step. */
  async run(ms: number): Promise<void> {
    const untilMs = this.clock.nowMs + ms
    while (this.clock.nowMs < untilMs) {
      this.#giveReadings()
      this.clock.advance(Math.min(10, untilMs - this.clock.nowMs))
      await settle()
    }
    this.#giveReadings()
  }

  #giveReadings(): void {
    const atMs = this.clock.nowMs
    for (const played of this.#traces.values()) {
      if (atMs < played.nextMs) continue
      const { found, trace } = played
      played.nextMs += found.updatePeriodMs
      const watts = trace(atMs)
      if (watts === null) continue
      const reading =
        found.kind === 'power'
          ? { kind: 'power' as const, sourceId: found.id, atMs, watts }
          : { kind: 'counter' as const, sourceId: found.id, atMs, joules: played.joules }
      played.joules += (watts * found.updatePeriodMs) / 1000
      for (const collector of this.collectors) collector.give(reading)
    }
  }
}

/** A bench with one fake collector for each list of sources, started, with nothing read yet. */
export async function startedBench(...found: FoundSource[][]): Promise<PowerBench> {
  const bench = new PowerBench(found.map((sources) => new FakeCollector(sources)))
  await bench.start()
  return bench
}

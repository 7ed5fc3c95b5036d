import type { FoundSource, PowerCollector, PowerReading } from '../../main/core/ports/power-collector.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { ManualTimer } from './manual-timer.ts'

/** A collector's clock that goes only when the test says so, and what the collector told. */
export class CollectorBench {
  nowMs = 0
  readonly readings: PowerReading[] = []
  readonly failures: { sourceId: string; error: unknown }[] = []
  readonly #timer = new ManualTimer()
  readonly #ended = new AbortController()

  /** For the collector's options. */
  readonly clock = { monotonicNow: () => this.nowMs, setTimer: this.#timer.set }

  /** Reads all that the collector finds, or the sources given. Returns them. */
  async begin(
    collector: PowerCollector,
    settings: Settings = defaultSettings,
    sources?: readonly FoundSource[],
  ): Promise<readonly FoundSource[]> {
    const found = sources ?? (await collector.detect(settings, this.#ended.signal)).sources
    const sink = {
      onReading: (reading: PowerReading) => this.readings.push(reading),
      onFailure: (sourceId: string, error: unknown) => this.failures.push({ sourceId, error }),
    }
    collector.read(found, settings, sink, this.#ended.signal)
    return found
  }

  /** Lets time pass in steps. `set` puts the machine into its state at each, before anything is read. */
  pass(ms: number, set: (nowMs: number) => void = () => undefined, stepMs = 10): void {
    set(this.nowMs)
    this.#timer.advance(0)
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.nowMs += stepMs
      set(this.nowMs)
      this.#timer.advance(stepMs)
    }
  }

  readingsOf(sourceId: string): PowerReading[] {
    return this.readings.filter((reading) => reading.sourceId === sourceId)
  }

  end(): void {
    this.#ended.abort()
  }

  get pendingTimers(): number {
    return this.#timer.pendingCount
  }
}

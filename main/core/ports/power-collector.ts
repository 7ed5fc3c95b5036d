import type { Collector, PowerScope, Provenance, Range } from '#contract/energy.ts'
import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'

/** A place to read from, as its collector found it. */
export type FoundSource = {
  /** Stable over restarts: the collector and the device, such as `rapl:intel-rapl:0`. */
  id: string
  collector: Collector
  /** The device as it calls itself. */
  name: string
  /** The same for all sources that look at one device, such as `cpu:0`, `gpu:GPU-5f2c…`, `gpu:0000:01:00.0`, `machine`. */
  deviceKey: string
  scope: PowerScope
  provenance: Provenance
  /** Between two readings of the device itself. */
  updatePeriodMs: number
  /** `counter`: joules that only grow, but for a wrap. `power`: watts at a time. */
  kind: 'counter' | 'power'
  /** A counter starts again at 0 after so many joules; null where it never does, or for power. */
  wrapJ: number | null
  /**
   * How far the truth may lie below and above a reading, as shares of the reading such as 0.05, by the instrument's maker or a study; null where
   * nobody says.
   */
  errorShare: { below: number; above: number } | null
}

/** One reading. `atMs` is of the monotonic clock (`monotonic-clock.ts`), when the device was read. */
export type PowerReading =
  | { kind: 'counter'; sourceId: string; atMs: number; joules: number }
  /** `watts` is a range where the source is an estimate. */
  | { kind: 'power'; sourceId: string; atMs: number; watts: Range | number }
  /** The source is healthy and has nothing to say until the next reading: a battery that is charged. */
  | { kind: 'silent'; sourceId: string; atMs: number }

/** What a look at the machine gave. It never fails: what is in the way is said in the sources or the guide. */
export type Detection = {
  sources: FoundSource[]
  /** There, but this user may not read it: `detail` is the system's own word. */
  locked: { source: FoundSource; path: string; detail: string }[]
  guide: GuideEntry[]
}

export type CollectorSink = {
  onReading: (reading: PowerReading) => void
  /**
   * A source ended, for a reason that is a Fault (METER_…). It is dropped and tried again later. The others of the collector go on, unless it
   * names each.
   */
  onFailure: (sourceId: string, error: unknown) => void
}

/** One way to measure power. */
export interface PowerCollector {
  readonly collector: Collector
  /** Looks what there is; cheap enough to be called each minute. Resolves within some seconds whatever hangs. */
  detect(settings: Settings, signal: AbortSignal): Promise<Detection>
  /**
   * Reads these sources at their own rate, at most ten times a second, until the signal aborts. Returns at once. Never throws. A tool that
   * was started is ended with the signal.
   */
  read(sources: readonly FoundSource[], settings: Settings, sink: CollectorSink, signal: AbortSignal): void
}

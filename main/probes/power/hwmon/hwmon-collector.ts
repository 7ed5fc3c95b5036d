import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import type {
  CollectorSink,
  Detection,
  FoundSource,
  PowerCollector,
  PowerReading,
} from '../../../core/ports/power-collector.ts'
import { keptFiles } from '../kept-files.ts'
import { type PollClock, pollSources } from '../polling.ts'
import { isRefusal, type ReadText, readInteger, readTextNow, tryText } from '../sysfs.ts'
import { findGpuMeters, type GpuMeter } from './gpu-meters.ts'

export type HwmonCollectorOptions = PollClock & {
  /** Where sysfs is mounted. */
  root?: string
  /** Instead of files that are kept open between the readings. */
  readText?: ReadText
}

const periodMs = 100

/** The power meters of AMD's and Intel's graphics under Linux. */
export class HwmonCollector implements PowerCollector {
  readonly collector = 'hwmon'
  readonly #root: string
  readonly #readText: ReadText
  readonly #readAgain: (signal: AbortSignal) => ReadText
  readonly #clock: PollClock

  constructor({ root = '/sys', readText, ...clock }: HwmonCollectorOptions = {}) {
    this.#root = root
    this.#readText = readText ?? readTextNow
    this.#readAgain = readText === undefined ? keptFiles : () => readText
    this.#clock = clock
  }

  async detect(): Promise<Detection> {
    const detection: Detection = { sources: [], locked: [], guide: [] }
    for (const meter of findGpuMeters(this.#root, this.#readText)) {
      const source = sourceOf(meter)
      try {
        gpuValue(meter, this.#readText)
        detection.sources.push(source)
      } catch (error) {
        const cause = error instanceof Error ? error.cause : null
        // A driver that has no value for this card says so with an error.
        if (!isRefusal(cause)) continue
        detection.locked.push({ source, path: meter.paths[0] ?? '', detail: String(cause) })
      }
    }
    return { ...detection, guide: guideOf(detection) }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const meters = new Map(findGpuMeters(this.#root, this.#readText).map((meter) => [sourceOf(meter).id, meter]))
    const readText = this.#readAgain(signal)
    const readSource = (source: FoundSource, atMs: number): PowerReading => {
      const meter = meters.get(source.id)
      if (meter === undefined) throw new Fault('METER_SOURCE_GONE', { params: { name: source.name } })
      const value = gpuValue(meter, readText)
      if (value === null) return { kind: 'silent', sourceId: source.id, atMs }
      return meter.unit === 'energy'
        ? { kind: 'counter', sourceId: source.id, atMs, joules: value / 1e6 }
        : { kind: 'power', sourceId: source.id, atMs, watts: value / 1e6 }
    }
    pollSources(sources, readSource, { ...this.#clock, sink, periodMs, signal })
  }
}

/** µJ or µW; null while the card sleeps: to ask it would wake it. Faults: those of `readInteger`. */
function gpuValue({ paths, name, runtimeStatusPath }: GpuMeter, readText: ReadText): number | null {
  if (tryText(readText, runtimeStatusPath) === 'suspended') return null
  const [path = '', ...others] = paths
  try {
    return readInteger(readText, path, name)
  } catch (error) {
    const [other] = others
    if (other === undefined) throw error
    return readInteger(readText, other, name)
  }
}

function guideOf({ sources, locked }: Detection): GuideEntry[] {
  const [first] = locked
  if (first !== undefined) {
    return [{ id: 'hwmon', state: 'locked', params: { path: first.path, device: first.source.name }, command: null }]
  }
  const [working] = sources
  if (working === undefined) return []
  return [{ id: 'hwmon', state: 'working', params: { device: working.name, count: sources.length }, command: null }]
}

function sourceOf({ id, name, pciAddress, scope, unit }: GpuMeter): FoundSource {
  const isCounter = unit === 'energy'
  return {
    id: `hwmon:${id}`,
    collector: 'hwmon',
    name,
    deviceKey: `gpu:${pciAddress}`,
    scope,
    provenance: isCounter ? 'device-counter' : 'device-sensor',
    updatePeriodMs: periodMs,
    kind: isCounter ? 'counter' : 'power',
    // The drivers extend the hardware's 32 bits to 64.
    wrapJ: null,
    errorShare: null,
  }
}

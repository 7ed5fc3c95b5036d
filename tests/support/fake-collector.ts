import type { Collector } from '#contract/energy.ts'
import type { Settings } from '#contract/settings.ts'
import type {
  CollectorSink,
  Detection,
  FoundSource,
  PowerCollector,
  PowerReading,
} from '../../main/core/ports/power-collector.ts'

/** The package's counter as it is found, unless told otherwise. */
export function aFoundSource(parts: Partial<FoundSource> = {}): FoundSource {
  return {
    id: 'rapl:intel-rapl:0',
    collector: 'rapl',
    name: 'package-0',
    deviceKey: 'cpu:0',
    scope: 'cpu-package',
    provenance: 'device-counter',
    updatePeriodMs: 100,
    kind: 'counter',
    wrapJ: null,
    errorShare: null,
    ...parts,
  }
}

/** A plug at the wall that is read each second. */
export function aFoundPlug(parts: Partial<FoundSource> = {}): FoundSource {
  return aFoundSource({
    id: 'shelly:plug-1',
    collector: 'shelly',
    name: 'Desk',
    deviceKey: 'plug:plug-1',
    scope: 'whole-machine',
    provenance: 'wall-metered',
    updatePeriodMs: 1000,
    kind: 'power',
    ...parts,
  })
}

/** A graphics card whose sensor is sampled. */
export function aFoundGpu(parts: Partial<FoundSource> = {}): FoundSource {
  return aFoundSource({
    id: 'nvidia-smi:GPU-1',
    collector: 'nvidia-smi',
    name: 'NVIDIA GeForce RTX 4060',
    deviceKey: 'gpu:GPU-1',
    scope: 'gpu-board',
    provenance: 'device-sensor',
    kind: 'power',
    ...parts,
  })
}

/** A collector of which a test plays what it finds and reads. */
export class FakeCollector implements PowerCollector {
  readonly collector: Collector
  /** What the next look finds. */
  found: FoundSource[]
  locked: Detection['locked'] = []
  guide: Detection['guide'] = []
  /** How often it was looked. */
  detections = 0
  /** Each call of `read`, the ended ones too. */
  readonly reads: { ids: string[]; settings: Settings; signal: AbortSignal }[] = []
  #sink: CollectorSink | null = null

  constructor(found: readonly FoundSource[], collector: Collector = found[0]?.collector ?? 'rapl') {
    this.found = [...found]
    this.collector = collector
  }

  async detect(): Promise<Detection> {
    this.detections += 1
    return { sources: [...this.found], locked: [...this.locked], guide: [...this.guide] }
  }

  read(sources: readonly FoundSource[], settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    this.reads.push({ ids: sources.map(({ id }) => id), settings, signal })
    this.#sink = sink
  }

  /** The sources that are read now. */
  get reading(): string[] {
    const last = this.reads.at(-1)
    return last === undefined || last.signal.aborted ? [] : last.ids
  }

  /** Gives a reading to whoever reads now; nobody hears it where the source is not read. */
  give(reading: PowerReading): void {
    if (this.reading.includes(reading.sourceId)) this.#sink?.onReading(reading)
  }

  /** Ends a source for a reason. */
  fail(sourceId: string, error: unknown): void {
    if (this.reading.includes(sourceId)) this.#sink?.onFailure(sourceId, error)
  }
}

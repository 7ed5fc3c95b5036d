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
import { findZones, type RaplZone } from './rapl-zones.ts'
import { ownGroup, unlockCommand } from './unlock-rapl.ts'

export type RaplCollectorOptions = PollClock & {
  /** Where sysfs is mounted. */
  root?: string
  /** Of the kernel: `flags` in it tell of a hypervisor. */
  cpuInfoPath?: string
  arch?: NodeJS.Architecture
  /** Instead of files that are kept open between the readings. */
  readText?: ReadText
}

/** The counters change each millisecond. */
const periodMs = 100

/** The energy counters of Intel's and AMD's processors under Linux. */
export class RaplCollector implements PowerCollector {
  readonly collector = 'rapl'
  readonly #options: Required<Pick<RaplCollectorOptions, 'root' | 'cpuInfoPath' | 'arch' | 'readText'>> & PollClock
  readonly #readAgain: (signal: AbortSignal) => ReadText

  constructor(options: RaplCollectorOptions = {}) {
    this.#options = {
      root: '/sys',
      cpuInfoPath: '/proc/cpuinfo',
      arch: process.arch,
      readText: readTextNow,
      ...options,
    }
    const { readText } = options
    this.#readAgain = readText === undefined ? keptFiles : () => readText
  }

  async detect(): Promise<Detection> {
    const { root, readText } = this.#options
    const detection: Detection = { sources: [], locked: [], guide: [] }
    for (const zone of findZones(root, readText)) {
      try {
        readInteger(readText, zone.path, zone.name)
        detection.sources.push(sourceOf(zone))
      } catch (error) {
        const cause = error instanceof Error ? error.cause : null
        // A zone whose counter is missing or broken for this very moment is not there.
        if (!isRefusal(cause)) continue
        detection.locked.push({ source: sourceOf(zone), path: zone.path, detail: String(cause) })
      }
    }
    return { ...detection, guide: [this.#guideOf(detection)] }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const { root, readText, ...clock } = this.#options
    const readAgain = this.#readAgain(signal)
    const paths = new Map(findZones(root, readText).map((zone) => [sourceOf(zone).id, zone.path]))
    const readSource = ({ id, name }: FoundSource, atMs: number): PowerReading => {
      const path = paths.get(id)
      if (path === undefined) throw new Fault('METER_SOURCE_GONE', { params: { name } })
      return { kind: 'counter', sourceId: id, atMs, joules: readInteger(readAgain, path, name) / 1e6 }
    }
    pollSources(sources, readSource, { ...clock, sink, periodMs, signal })
  }

  #guideOf({ sources, locked }: Detection): GuideEntry {
    const { arch, cpuInfoPath, readText } = this.#options
    const [first] = locked
    if (first !== undefined) {
      const group = ownGroup(readText)
      const params = { path: first.path, group, count: locked.length }
      return { id: 'rapl', state: 'locked', params, command: unlockCommand(group) }
    }
    if (sources.length > 0) return { id: 'rapl', state: 'working', params: { count: sources.length }, command: null }
    const isVirtual = /^flags\s*:.*\bhypervisor\b/m.test(tryText(readText, cpuInfoPath) ?? '')
    if (arch !== 'x64' || isVirtual) return { id: 'rapl', state: 'impossible', params: {}, command: null }
    return { id: 'rapl', state: 'missing', params: {}, command: 'sudo modprobe intel_rapl_msr' }
  }
}

function sourceOf({ id, name, scope, deviceKey, wrapJ }: RaplZone): FoundSource {
  return {
    id: `rapl:${id}`,
    collector: 'rapl',
    name,
    deviceKey,
    scope,
    provenance: 'device-counter',
    updatePeriodMs: periodMs,
    kind: 'counter',
    wrapJ,
    errorShare: null,
  }
}

import type { Settings } from '#contract/settings.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { type PollClock, poll } from '../polling.ts'
import { type ReadText, readTextNow } from '../sysfs.ts'
import { cpuLimit } from './cpu-limit.ts'
import { type CpuTimes, loadBetween, readNodeTimes, readProcStat } from './cpu-load.ts'
import { estimatePower } from './estimate-power.ts'
import { type MachineFacts, readMachineFacts } from './machine-facts.ts'

export type EstimateCollectorOptions = PollClock & {
  /** Where sysfs is mounted. */
  root?: string
  readText?: ReadText
  platform?: NodeJS.Platform
  readTimes?: () => CpuTimes
  readFacts?: () => MachineFacts
}

/** The system counts processor time in steps of 10 ms: in half a second one core's load is known to 2 %. It is also a time of the fast readers. */
const periodMs = 500

/** What such a machine takes at its present load: wide, and better than nothing. It is always there. */
export class EstimateCollector implements PowerCollector {
  readonly collector = 'estimate'
  readonly #options: Required<Omit<EstimateCollectorOptions, keyof PollClock | 'platform'>>
  readonly #clock: PollClock

  constructor({ platform = process.platform, monotonicNow, setTimer, ...options }: EstimateCollectorOptions = {}) {
    const { readText = readTextNow } = options
    this.#options = {
      root: '/sys',
      readText,
      readTimes: platform === 'linux' ? () => readProcStat(readText) : () => readNodeTimes(),
      readFacts: () => readMachineFacts(readText),
      ...options,
    }
    this.#clock = { ...(monotonicNow && { monotonicNow }), ...(setTimer && { setTimer }) }
  }

  async detect(): Promise<Detection> {
    return { sources: [sourceOf(this.#options.readFacts())], locked: [], guide: [] }
  }

  read(sources: readonly FoundSource[], { meter }: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#clock
    const { readFacts, readTimes, root, readText } = this.#options
    const [source] = sources
    if (source === undefined) return
    const facts = readFacts()
    const limitW = cpuLimit({ ownLimitW: meter.cpuLimitW, facts, root, readText })
    const { ramBytes, isVirtual } = facts
    let before: { atMs: number; times: CpuTimes } | null = null
    const readOnce = () => {
      const now = { atMs: monotonicNow(), times: readTimes() }
      const load = before === null ? null : loadBetween(before.times, now.times)
      if (before !== null && load !== null) {
        const watts = estimatePower({ load, limitW, ramBytes, isVirtual, supply: meter.supply })
        // The load is the mean of the time since the last look.
        sink.onReading({ kind: 'power', sourceId: source.id, atMs: (before.atMs + now.atMs) / 2, watts })
      }
      if (before === null || load !== null) before = now
    }
    poll(readOnce, { ...this.#clock, periodMs, signal, onFailure: (error) => sink.onFailure(source.id, error) })
  }
}

function sourceOf({ cpuName }: MachineFacts): FoundSource {
  return {
    id: 'estimate:machine',
    collector: 'estimate',
    name: cpuName.slice(0, 200),
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'estimated',
    updatePeriodMs: periodMs,
    kind: 'power',
    wrapJ: null,
    errorShare: null,
  }
}

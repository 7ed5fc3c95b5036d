import type { GuideEntry } from '#contract/meter.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { inTime } from '../in-time.ts'
import { nothingBecause, nothingFound } from '../nothing-found.ts'
import { type PollClock, poll } from '../polling.ts'
import { nvidiaSensorErrorShare } from './nvidia-sensor-error.ts'
import { deviceKeyOf } from './nvidia-smi.ts'
import { findNvml, type NvmlDevice, type NvmlLibrary, openNvml } from './nvml-library.ts'

export type NvmlOptions = PollClock & {
  /** Opens the library; null where there is none on this machine. */
  open: () => Promise<NvmlLibrary | null>
  /** The graphics cards of NVIDIA that the system lists, with or without a driver. */
  cards?: () => string[]
}

/** The driver updates its counter about ten times a second. */
const periodMs = 100

/** Opens NVML where this system has it. */
export async function openSystemNvml(platform: NodeJS.Platform): Promise<NvmlLibrary | null> {
  const path = findNvml(platform)
  return path === null ? null : openNvml(path)
}

/** The energy counter of NVIDIA's boards (Volta and newer). */
export class NvmlCollector implements PowerCollector {
  readonly collector = 'nvml'
  readonly #options: NvmlOptions
  #library: Promise<NvmlLibrary | null> | null = null
  readonly #devices = new Map<string, NvmlDevice>()

  constructor(options: NvmlOptions) {
    this.#options = options
  }

  async detect(): Promise<Detection> {
    try {
      const library = await inTime('NVML', this.#open())
      return library === null ? nothingFound(this.#missing()) : await this.#look(library)
    } catch (error) {
      return nothingBecause({ id: 'nvml', state: 'missing', params: {} }, error)
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#options
    for (const { id: sourceId, deviceKey, name } of sources) {
      const readOnce = async () => {
        const askedAtMs = monotonicNow()
        const millijoules = await this.#devices.get(deviceKey)?.readMillijoules()
        if (millijoules === null || millijoules === undefined)
          throw new Fault('METER_SOURCE_GONE', { params: { name } })
        if (signal.aborted) return
        const atMs = (askedAtMs + monotonicNow()) / 2
        sink.onReading({ kind: 'counter', sourceId, atMs, joules: millijoules / 1000 })
      }
      const onFailure = (error: unknown) => {
        // After a reset or an update of the driver the old handles mean nothing.
        this.#library = null
        sink.onFailure(sourceId, error)
      }
      poll(readOnce, { ...this.#options, periodMs, signal, onFailure })
    }
  }

  #open(): Promise<NvmlLibrary | null> {
    const opening = this.#library ?? this.#options.open()
    this.#library = opening
    const forget = () => {
      if (this.#library === opening) this.#library = null
    }
    // What failed, or was not there, is tried again the next time.
    opening.then((library) => library === null && forget(), forget)
    return opening
  }

  async #look(library: NvmlLibrary): Promise<Detection> {
    const sources: FoundSource[] = []
    const guide: GuideEntry[] = []
    for (const device of await inTime('NVML', library.devices())) {
      const isCounted = (await inTime('NVML', device.readMillijoules())) !== null
      if (isCounted) {
        const source = sourceOf(device)
        sources.push(source)
        this.#devices.set(source.deviceKey, device)
      }
      const state = isCounted ? 'working' : 'impossible'
      guide.push({ id: 'nvml', state, params: { device: device.name }, command: null })
    }
    return { sources, locked: [], guide }
  }

  #missing(): GuideEntry[] {
    const cards = this.#options.cards?.() ?? []
    return cards.map((device) => ({ id: 'nvml', state: 'missing', params: { device }, command: null }))
  }
}

function sourceOf({ uuid, name }: NvmlDevice): FoundSource {
  return {
    id: `nvml:${uuid}`,
    collector: 'nvml',
    name,
    deviceKey: deviceKeyOf(uuid),
    scope: 'gpu-board',
    provenance: 'device-counter',
    updatePeriodMs: periodMs,
    kind: 'counter',
    wrapJ: null,
    errorShare: nvidiaSensorErrorShare,
  }
}

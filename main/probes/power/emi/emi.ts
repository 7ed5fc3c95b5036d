import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { inTime } from '../in-time.ts'
import { nothingBecause, nothingFound } from '../nothing-found.ts'
import { type PollClock, poll } from '../polling.ts'
import { DeviceClock } from './device-clock.ts'
import { type EmiMeasurement, emiMeasurementBytes, parseEmiChannels, parseEmiMeasurements } from './emi-buffers.ts'
import { chooseEmiChannels, type EmiChannel, type EmiReading } from './emi-channels.ts'
import type { EmiDevice, EmiLibrary } from './emi-library.ts'

export type EmiOptions = PollClock & { open: () => Promise<EmiLibrary> }

const library = 'EMI'
const periodMs = 100
/** The largest metadata that is asked for. */
const mostMetadataBytes = 64 * 1024

/** The energy counters that Windows hands on without administrator's rights: those of Intel's and AMD's processors on Windows 11. */
export class EmiCollector implements PowerCollector {
  readonly collector = 'emi'
  readonly #options: EmiOptions
  #library: EmiLibrary | null = null
  readonly #channels = new Map<string, EmiChannel>()
  /** How many channels each device has. */
  readonly #counts = new Map<string, number>()

  constructor(options: EmiOptions) {
    this.#options = options
  }

  async detect(): Promise<Detection> {
    try {
      this.#library ??= await inTime(library, this.#options.open())
      const readings: EmiReading[] = []
      for (const path of await inTime(library, this.#library.devicePaths())) {
        const reading = await inTime(library, this.#look(this.#library, path)).catch(() => null)
        if (reading !== null) readings.push(reading)
      }
      const channels = chooseEmiChannels(readings)
      for (const channel of channels) this.#channels.set(idOf(channel), channel)
      // A virtual machine and Windows 10 have no such device.
      if (channels.length === 0) return nothingFound([{ id: 'emi', state: 'impossible', params: {}, command: null }])
      const guide = channels.map(
        ({ name }) => ({ id: 'emi', state: 'working', params: { device: name }, command: null }) as const,
      )
      return { sources: channels.map(sourceOf), locked: [], guide }
    } catch (error) {
      return nothingBecause({ id: 'emi', state: 'impossible', params: {} }, error)
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const byPath = Map.groupBy(sources, ({ id }) => this.#channels.get(id)?.path ?? '')
    for (const [path, ofDevice] of byPath) {
      void this.#readDevice(path, ofDevice, sink, signal).catch((error) => {
        if (!signal.aborted) for (const { id } of ofDevice) sink.onFailure(id, error)
      })
    }
  }

  async #readDevice(
    path: string,
    sources: readonly FoundSource[],
    sink: CollectorSink,
    signal: AbortSignal,
  ): Promise<void> {
    const { monotonicNow = monotonicNowMs } = this.#options
    if (this.#library === null) throw new Fault('METER_SOURCE_GONE', { params: { name: library } })
    const device = await this.#library.open(path)
    // A handle is not closed under a question that is being answered.
    let asking: Promise<unknown> = Promise.resolve()
    const close = () => void asking.then(() => device.close()).catch(() => undefined)
    const count = this.#counts.get(path) ?? 0
    const clock = new DeviceClock()
    const lastAtMs = new Map<string, number>()
    const readOnce = async () => {
      const question = measure(device, count)
      asking = question.catch(() => undefined)
      const measurements = await question
      const nowMs = monotonicNow()
      if (signal.aborted) return
      for (const { id: sourceId, name } of sources) {
        const measurement = measurements[this.#channels.get(sourceId)?.index ?? -1]
        if (measurement === undefined) throw new Fault('METER_SOURCE_UNREADABLE', { params: { name } })
        // The device has not measured anew.
        if (lastAtMs.get(sourceId) === measurement.deviceMs) continue
        lastAtMs.set(sourceId, measurement.deviceMs)
        const atMs = clock.toMonotonic(measurement.deviceMs, nowMs)
        sink.onReading({ kind: 'counter', sourceId, atMs, joules: measurement.joules })
      }
    }
    const onFailure = (error: unknown) => {
      signal.removeEventListener('abort', close)
      close()
      for (const { id } of sources) sink.onFailure(id, error)
    }
    if (signal.aborted) return close()
    signal.addEventListener('abort', close, { once: true })
    poll(readOnce, { ...this.#options, periodMs, signal, onFailure })
  }

  /** The channels of a device and what they read now; null where it is of a version that is not known. */
  async #look(emi: EmiLibrary, path: string): Promise<EmiReading | null> {
    const device = await emi.open(path)
    try {
      const version = (await device.ask('version', 2)).readUInt16LE(0)
      const size = (await device.ask('metadataSize', 4)).readUInt32LE(0)
      if (size > mostMetadataBytes) return null
      const names = parseEmiChannels(version, await device.ask('metadata', size))
      if (names === null) return null
      this.#counts.set(path, names.length)
      return { path, names, measurements: await measure(device, names.length) }
    } finally {
      await device.close()
    }
  }
}

async function measure(device: EmiDevice, channels: number): Promise<EmiMeasurement[]> {
  const bytes = await device.ask('measurement', emiMeasurementBytes(channels))
  const measurements = parseEmiMeasurements(bytes, channels)
  if (measurements !== null) return measurements
  throw new Fault('METER_SOURCE_UNREADABLE', { params: { name: library }, detail: bytes.toString('hex').slice(0, 200) })
}

function idOf({ name }: EmiChannel): string {
  return `emi:${name}`
}

function sourceOf(channel: EmiChannel): FoundSource {
  return {
    id: idOf(channel),
    collector: 'emi',
    name: channel.name,
    deviceKey: channel.deviceKey,
    scope: channel.scope,
    provenance: 'device-counter',
    updatePeriodMs: periodMs,
    kind: 'counter',
    wrapJ: null,
    errorShare: null,
  }
}

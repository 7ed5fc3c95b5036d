import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { nothingFound } from '../nothing-found.ts'
import { type PollClock, poll } from '../polling.ts'
import { runTool } from '../run-tool.ts'
import type { StartProcess } from '../start-tool.ts'
import type { ToolCommand } from '../tool-command.ts'
import { batterySource } from './battery-source.ts'

export type MacBatteryOptions = PollClock & { command?: ToolCommand; start?: StartProcess }

const tool = 'ioreg'
const pollMs = 5000
/** The battery's driver asks it anew every 30 s (milliSecPollingTable in Apple's AppleSmartBatteryManager). */
const updatePeriodMs = 30_000

/** What a Mac's battery gives, while the Mac runs on it. */
export class MacBattery implements PowerCollector {
  readonly collector = 'battery'
  readonly #options: MacBatteryOptions

  constructor(options: MacBatteryOptions = {}) {
    this.#options = options
  }

  async detect(_settings: Settings, signal: AbortSignal): Promise<Detection> {
    const text = await this.#ask(signal).catch(() => '')
    if (parseIoreg(text) === null) return nothingFound()
    const name = /"DeviceName" = "([^"]{1,100})"/.exec(text)?.[1] ?? ''
    return {
      sources: [batterySource(name, updatePeriodMs)],
      locked: [],
      guide: [{ id: 'battery', state: 'working', params: { device: name }, command: null }],
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const { monotonicNow = monotonicNowMs } = this.#options
    for (const { id: sourceId, name } of sources) {
      const readOnce = async () => {
        const reading = parseIoreg(await this.#ask(signal))
        if (reading === null) throw new Fault('METER_SOURCE_GONE', { params: { name } })
        const atMs = monotonicNow()
        if (signal.aborted) return
        const { watts } = reading
        sink.onReading(watts === null ? { kind: 'silent', sourceId, atMs } : { kind: 'power', sourceId, atMs, watts })
      }
      const onFailure = (error: unknown) => sink.onFailure(sourceId, error)
      poll(readOnce, { ...this.#options, periodMs: pollMs, signal, onFailure })
    }
  }

  async #ask(signal: AbortSignal): Promise<string> {
    const { command = ['/usr/sbin/ioreg'] } = this.#options
    const { stdout } = await runTool(command, ['-rn', 'AppleSmartBattery'], { ...this.#options, tool, signal })
    return stdout
  }
}

/**
 * Reads `ioreg -rn AppleSmartBattery`: milliamperes times millivolts. `watts` is null with a charger on, and while nothing flows out; the
 * whole is null where the text tells of no battery.
 */
export function parseIoreg(text: string): { watts: number | null } | null {
  // At the start of a line: the same keys stand within "BatteryData" and others, without spaces.
  const entry = (key: string) => new RegExp(`^[ |]*"${key}" = (\\S+)\\s*$`, 'm').exec(text)?.[1] ?? ''
  const [amperage, voltage] = [entry('Amperage'), entry('Voltage')]
  if (!/^-?\d{1,20}$/.test(amperage) || !/^\d{1,6}$/.test(voltage)) return null
  if (entry('ExternalConnected') !== 'No') return { watts: null }
  // What flows out is negative, and ioreg prints it as if it had no sign: 2^64 less the milliamperes.
  const milliamperes = Number(BigInt.asIntN(64, BigInt(amperage)))
  return { watts: milliamperes < 0 ? (-milliamperes * Number(voltage)) / 1e6 : null }
}

import { join } from 'node:path'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../../../core/fault.ts'
import type { CollectorSink, Detection, FoundSource, PowerCollector } from '../../../core/ports/power-collector.ts'
import { type PollClock, pollSources } from '../polling.ts'
import { namesIn, type ReadText, readInteger, readTextNow, tryInteger, tryText } from '../sysfs.ts'
import { batterySource } from './battery-source.ts'

export type LinuxBatteryOptions = PollClock & {
  /** Where sysfs is mounted. */
  root?: string
  readText?: ReadText
}

/** Their controllers measure anew once a second or more seldom. */
const periodMs = 1000

/** What the batteries give together, while the machine runs on them. */
export class LinuxBattery implements PowerCollector {
  readonly collector = 'battery'
  readonly #folder: string
  readonly #readText: ReadText
  readonly #clock: PollClock

  constructor({ root = '/sys', readText = readTextNow, ...clock }: LinuxBatteryOptions = {}) {
    this.#folder = join(root, 'class/power_supply')
    this.#readText = readText
    this.#clock = clock
  }

  async detect(): Promise<Detection> {
    const names = this.#batteries().filter((name) => this.#hasPower(name))
    if (names.length === 0) return { sources: [], locked: [], guide: [] }
    const name = this.#nameOf(names)
    return {
      sources: [batterySource(name, periodMs)],
      locked: [],
      guide: [{ id: 'battery', state: 'working', params: { device: name }, command: null }],
    }
  }

  read(sources: readonly FoundSource[], _settings: Settings, sink: CollectorSink, signal: AbortSignal): void {
    const readSource = ({ id, name }: FoundSource, atMs: number) => {
      const watts = this.#dischargeW(name)
      return watts === null
        ? ({ kind: 'silent', sourceId: id, atMs } as const)
        : ({ kind: 'power', sourceId: id, atMs, watts } as const)
    }
    pollSources(sources, readSource, { ...this.#clock, sink, periodMs, signal })
  }

  /** Watts out of all batteries; null where none is discharging, or one is charged by something else than the others. */
  #dischargeW(name: string): number | null {
    const batteries = this.#batteries()
    if (batteries.length === 0) throw new Fault('METER_SOURCE_GONE', { params: { name } })
    const statuses = batteries.map((battery) => tryText(this.#readText, join(this.#folder, battery, 'status')))
    // With a charger on, what a battery gives is not all that the machine takes.
    if (statuses.includes('Charging')) return null
    const discharging = batteries.filter((_, index) => statuses[index] === 'Discharging')
    if (discharging.length === 0) return null
    return discharging.reduce((sum, battery) => sum + this.#powerW(battery, name), 0)
  }

  /** Some drivers count what flows out as negative. */
  #powerW(battery: string, name: string): number {
    const path = (file: string) => join(this.#folder, battery, file)
    if (tryText(this.#readText, path('power_now')) !== null) {
      return Math.abs(readInteger(this.#readText, path('power_now'), name)) / 1e6
    }
    const currentUa = readInteger(this.#readText, path('current_now'), name)
    const voltageUv = readInteger(this.#readText, path('voltage_now'), name)
    return Math.abs(currentUa * voltageUv) / 1e12
  }

  /** Those that the machine runs on, not those of a mouse or a headset. */
  #batteries(): string[] {
    return namesIn(this.#folder).filter((name) => {
      const read = (file: string) => tryText(this.#readText, join(this.#folder, name, file))
      return read('type') === 'Battery' && read('scope') !== 'Device' && read('present') !== '0'
    })
  }

  #hasPower(battery: string): boolean {
    const has = (file: string) => tryInteger(this.#readText, join(this.#folder, battery, file)) !== null
    return has('power_now') || (has('current_now') && has('voltage_now'))
  }

  #nameOf(batteries: readonly string[]): string {
    const models = batteries.map((name) => tryText(this.#readText, join(this.#folder, name, 'model_name')) ?? name)
    return models.join(' + ').slice(0, 200)
  }
}

import systeminformation from 'systeminformation'
import type { MachineCondition, MachineCounters, MachineWatch } from '../../core/ports/machine-watch.ts'
import { answeredInTime } from '../answered-in-time.ts'
import { type ReadText, readTextNow } from '../power/sysfs.ts'
import { processTime, procStat } from './cpu-counters.ts'
import { throttleCount } from './throttle-count.ts'

type SystemWatchOptions = {
  platform?: NodeJS.Platform
  readText?: ReadText
  now?: () => number
  tools?: SystemTools
}

/** What the system's own tools say. */
type SystemTools = {
  cpuTemperature(): Promise<{ main: number | null; max: number | null }>
  graphics(): Promise<{ controllers: { temperatureGpu?: number | undefined }[] }>
  battery(): Promise<{ hasBattery: boolean; acConnected: boolean }>
}

/** On Windows each question starts a PowerShell, which can hang with a broken WMI. */
const patienceMs = 3000
/** Nobody pulls a plug so often that each repetition must ask. */
const powerSourceKeptMs = 10_000

/** What else goes on in this machine, by the kernel's files and the system's tools. */
export class SystemWatch implements MachineWatch {
  readonly #options: Required<SystemWatchOptions>
  #powerSource: { value: MachineCondition['powerSource']; atMs: number } | null = null

  constructor(options: SystemWatchOptions = {}) {
    this.#options = {
      platform: process.platform,
      readText: readTextNow,
      now: Date.now,
      tools: systeminformation,
      ...options,
    }
  }

  counters(ownPids: readonly number[]): MachineCounters {
    const { platform, readText } = this.#options
    if (platform !== 'linux') return { cpu: null, throttles: null }
    const all = procStat(readText)
    const { user, system } = process.cpuUsage()
    const ofPids = ownPids.reduce((sum, pid) => sum + (processTime(readText, pid) ?? 0), 0)
    return {
      cpu: all && { ...all, ownMs: (user + system) / 1000 + ofPids },
      throttles: throttleCount(readText),
    }
  }

  async condition(withGpu: boolean): Promise<MachineCondition> {
    const [temperatureC, powerSource] = await Promise.all([this.#temperature(withGpu), this.#readPowerSource()])
    return { temperatureC, powerSource }
  }

  async #temperature(withGpu: boolean): Promise<number | null> {
    const { tools } = this.#options
    const [cpu, graphics] = await Promise.all([
      answeredInTime(tools.cpuTemperature(), patienceMs),
      withGpu ? answeredInTime(tools.graphics(), patienceMs) : null,
    ])
    const readings = [cpu?.main, cpu?.max, ...(graphics?.controllers ?? []).map((gpu) => gpu.temperatureGpu)]
    // What has no sensor says 0, null or nothing.
    const plausible = readings.filter((value): value is number => typeof value === 'number' && value > 0 && value < 130)
    return plausible.length === 0 ? null : Math.max(...plausible)
  }

  async #readPowerSource(): Promise<MachineCondition['powerSource']> {
    const { tools, now } = this.#options
    const known = this.#powerSource
    if (known !== null && now() - known.atMs < powerSourceKeptMs) return known.value
    const battery = await answeredInTime(tools.battery(), patienceMs)
    const value = battery === null ? 'unknown' : battery.hasBattery && !battery.acConnected ? 'battery' : 'mains'
    this.#powerSource = { value, atMs: now() }
    return value
  }
}

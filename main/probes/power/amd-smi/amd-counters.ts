import { monotonicNowMs } from '../../../core/monotonic-clock.ts'
import { setSystemTimer } from '../../../core/set-timer.ts'
import { inTime } from '../in-time.ts'
import type { PollClock } from '../polling.ts'
import type { AmdSmiDevice, AmdSmiLibrary } from './amd-smi-library.ts'

type AmdCountersOptions = PollClock & { open: () => Promise<AmdSmiLibrary | null> }

const library = 'AMD SMI'
const checkMs = 500

/**
 * The energy counters of AMD's cards. On some older ones the counter runs at a rate of its own: one is believed once its growth over half a
 * second agreed with the power that the card reports at the same time.
 */
export class AmdCounters {
  readonly #options: AmdCountersOptions
  #library: AmdSmiLibrary | null = null
  readonly #believed = new Map<string, AmdSmiDevice>()

  constructor(options: AmdCountersOptions) {
    this.#options = options
  }

  /** Compares the counters that are not believed yet with the power in watts, by address, which is asked for in the middle of it. */
  async check(askPower: () => Promise<ReadonlyMap<string, number>>): Promise<void> {
    const { monotonicNow = monotonicNowMs, setTimer = setSystemTimer } = this.#options
    const devices = (await this.#devices()).filter(({ pciAddress }) => !this.#believed.has(pciAddress))
    const before = await readAll(devices)
    const beganAtMs = monotonicNow()
    const halfASecond = new Promise<void>((resolve) => setTimer(resolve, before.size > 0 ? checkMs : 0))
    const [watts] = await Promise.all([askPower(), halfASecond])
    const after = await readAll(devices)
    const seconds = (monotonicNow() - beganAtMs) / 1000
    for (const device of devices) {
      const [from, to] = [before.get(device), after.get(device)]
      if (from === undefined || to === undefined) continue
      if (agree((to - from) / seconds, watts.get(device.pciAddress))) this.#believed.set(device.pciAddress, device)
    }
  }

  isBelieved(pciAddress: string): boolean {
    return this.#believed.has(pciAddress)
  }

  /** null where the counter is not believed, or gone. Faults: METER_LIBRARY_FAILED. */
  async readJoules(pciAddress: string): Promise<number | null> {
    return (await this.#believed.get(pciAddress)?.readJoules()) ?? null
  }

  /** After a reset of the driver nothing that was known holds. */
  forget(): void {
    this.#library = null
    this.#believed.clear()
  }

  /** None where there is no library, or it refuses: the tool is there still. */
  async #devices(): Promise<AmdSmiDevice[]> {
    try {
      this.#library ??= await inTime(library, this.#options.open())
      return this.#library === null ? [] : await inTime(library, this.#library.devices())
    } catch {
      this.#library = null
      return []
    }
  }
}

async function readAll(devices: readonly AmdSmiDevice[]): Promise<Map<AmdSmiDevice, number>> {
  const joules = new Map<AmdSmiDevice, number>()
  for (const device of devices) {
    const value = await inTime(library, device.readJoules()).catch(() => null)
    if (value !== null) joules.set(device, value)
  }
  return joules
}

/** The load may change within the half second, and the power is rounded to a watt: what lies is wrong by whole factors. */
function agree(counted: number, reported: number | undefined): boolean {
  if (reported === undefined || !(counted > 0)) return false
  return Math.abs(counted - reported) <= Math.max(5, reported / 2)
}

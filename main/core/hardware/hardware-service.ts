import type { BackendId, Hardware, HardwareState } from '#contract/hardware.ts'
import type { Settings } from '#contract/settings.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'
import type { HardwareProber, ProbedHardware } from '../ports/hardware-prober.ts'
import { chooseBackend } from './choose-backend.ts'

type HardwareServiceOptions = {
  prober: HardwareProber
  settings: LiveValue<Settings>
}

/** What this machine has, and the backend that models are loaded on. The user's choice wins where it is available. */
export class HardwareService {
  readonly state = new LiveValue<HardwareState>({ phase: 'probing' })
  readonly #prober: HardwareProber
  readonly #settings: LiveValue<Settings>
  readonly #closing = new AbortController()
  readonly #stopFollowingSettings: () => void
  #probed: ProbedHardware | null = null
  #running: Promise<Hardware> | null = null

  constructor({ prober, settings }: HardwareServiceOptions) {
    this.#prober = prober
    this.#settings = settings
    let wanted = settings.value.load.backend
    this.#stopFollowingSettings = settings.subscribe((changed) => {
      if (changed.load.backend === wanted) return
      wanted = changed.load.backend
      if (this.#probed) this.#publish(this.#probed)
    })
  }

  /** Begins the first probe and returns at once. How it ends is in `state`. */
  start(): void {
    void this.probe().catch(() => undefined)
  }

  /**
   * Probes again; a call during a probe joins it. What was known stays in `state` until the new result is there.
   * Faults: INTERNAL where not even the CPU could be asked about, APP_CLOSED.
   */
  probe(): Promise<Hardware> {
    this.#running ??= this.#probe().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** The backend to load on. Waits for the first probe; where that failed, it is the CPU. */
  async chosenBackend(): Promise<BackendId> {
    if (this.#probed === null && this.state.value.phase !== 'failed') await this.probe().catch(() => undefined)
    return chooseBackend(this.#probed?.backends ?? [], this.#settings.value.load.backend).backend
  }

  /** Main memory free for programs right now, in bytes. */
  ramAvailableBytes(): Promise<number> {
    return this.#prober.ramAvailableBytes()
  }

  /** Ends a probe that still runs. */
  async close(): Promise<void> {
    this.#stopFollowingSettings()
    this.#closing.abort(new Fault('APP_CLOSED'))
    await this.#running?.catch(() => undefined)
  }

  async #probe(): Promise<Hardware> {
    try {
      this.#closing.signal.throwIfAborted()
      this.#probed = await this.#prober.probe(this.#closing.signal)
      return this.#publish(this.#probed)
    } catch (error) {
      const fault = Fault.from(error)
      if (this.#probed === null) this.state.set({ phase: 'failed', problem: fault.toProblem() })
      throw fault
    }
  }

  #publish(probed: ProbedHardware): Hardware {
    const hardware = { ...probed, chosen: chooseBackend(probed.backends, this.#settings.value.load.backend) }
    this.state.set({ phase: 'known', hardware })
    return hardware
  }
}

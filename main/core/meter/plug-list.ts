import { randomUUID } from 'node:crypto'
import { mostPlugs, type Plug } from '#contract/plugs.ts'
import { Fault } from '../fault.ts'
import type { PlugProber } from '../ports/plug-prober.ts'
import type { SettingsService } from '../settings/settings-service.ts'
import { shownText } from '../shown-text.ts'

type PlugListOptions = { prober: PlugProber; settings: SettingsService }

/** The smart plugs that the user named, kept in the settings. */
export class PlugList {
  readonly #options: PlugListOptions

  constructor(options: PlugListOptions) {
    this.#options = options
  }

  /** Asks the address what it is, and adds it. Faults: METER_PLUG_…, METER_PLUGS_TOO_MANY, and the signal's reason. */
  async add(address: string, signal: AbortSignal): Promise<Plug> {
    const found = await this.#options.prober.probe(address, signal)
    if (this.#plugs.some((plug) => plug.address === found.address)) {
      throw new Fault('METER_PLUG_LISTED_ALREADY', { params: { address: found.address } })
    }
    // Only now: others may have been added while this one was asked.
    if (this.#plugs.length >= mostPlugs) throw new Fault('METER_PLUGS_TOO_MANY', { params: { most: mostPlugs } })
    const plug = { id: randomUUID(), ...found, name: shownText(found.name) || found.address }
    this.#change([...this.#plugs, plug])
    return plug
  }

  /** Faults: METER_PLUG_NOT_FOUND. */
  remove(id: string): void {
    if (!this.#plugs.some((plug) => plug.id === id)) throw new Fault('METER_PLUG_NOT_FOUND', { params: { id } })
    this.#change(this.#plugs.filter((plug) => plug.id !== id))
  }

  get #plugs(): readonly Plug[] {
    return this.#options.settings.state.value.meter.plugs
  }

  #change(plugs: Plug[]): void {
    const { settings } = this.#options
    settings.change({ meter: { ...settings.state.value.meter, plugs } })
  }
}

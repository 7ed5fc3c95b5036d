import { type Settings, settingsSchema } from '#contract/settings.ts'
import { isKnownTimeZone } from '../cost/time-zone.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'

/** The keys to change; one that is undefined stays as it is. */
export type SettingsPatch = { [Key in keyof Settings]?: Settings[Key] | undefined }

/** The settings in force, shared by all windows. */
export class SettingsService {
  readonly state: LiveValue<Settings>
  readonly #repository: SettingsRepository

  constructor(repository: SettingsRepository) {
    this.#repository = repository
    this.state = new LiveValue(repository.read())
  }

  /**
   * Changes the keys that are given, whole, and returns all. Throws, with nothing changed, where a value is out of range; TIME_ZONE_UNKNOWN
   * where the tariff's zone is not one of this system.
   */
  change(patch: SettingsPatch): Settings {
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    const settings = settingsSchema.parse({ ...this.state.value, ...Object.fromEntries(given) })
    const timeZone = patch.tariff?.timeZone
    if (timeZone !== undefined && !isKnownTimeZone(timeZone))
      throw new Fault('TIME_ZONE_UNKNOWN', { params: { timeZone } })
    this.#repository.write(settings)
    this.state.set(settings)
    return settings
  }
}

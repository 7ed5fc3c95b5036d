import type { LoadOptions } from '#contract/engine.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import type { ChosenOptions, EngineServiceOptions } from './needs.ts'

export type LoadOverrides = { [Key in keyof LoadOptions]?: LoadOptions[Key] | undefined }

/** What the user asked for beside the settings: options, and a profile in place of the default (null: none). */
export type LoadWish = { options: LoadOverrides; profileId: string | null | undefined }

/** How a model is to be loaded now. `asked` is the same as long as nothing of it has changed. */
export type Wanted = { options: ChosenOptions; profile: LoadProfile | null; asked: string }

/** Works out how a model is to be loaded: the settings, over them its profile, over both what was asked for by hand. */
export class LoadWishes {
  readonly #options: Pick<EngineServiceOptions, 'settings' | 'hardware' | 'profiles'>
  readonly #wishes = new Map<string, LoadWish>()
  #lastAskedId: string | null = null

  constructor(options: Pick<EngineServiceOptions, 'settings' | 'hardware' | 'profiles'>) {
    this.#options = options
  }

  /** Notes what was asked of a model, in place of all that was asked of it before. */
  ask(modelId: string, wish: LoadWish): void {
    this.#wishes.set(modelId, wish)
    this.#lastAskedId = modelId
  }

  /** Forgets what was asked of all models but these and the last that was asked for. */
  keepOnly(modelIds: readonly string[]): void {
    const kept = [...modelIds, this.#lastAskedId]
    for (const modelId of this.#wishes.keys()) if (!kept.includes(modelId)) this.#wishes.delete(modelId)
  }

  async wanted(modelId: string): Promise<Wanted> {
    const { settings, hardware, profiles } = this.#options
    const wish = this.#wishes.get(modelId)
    const profile = profiles.inForce(modelId, wish?.profileId)
    const given = { ...withoutGaps(profile?.load), ...withoutGaps(wish?.options) }
    // The user's choice in the settings is the hardware service's to weigh: it may not be available.
    const backend = given.backend ?? (await hardware.chosenBackend())
    const options = { ...settings.value.load, ...given, backend }
    return { options, profile, asked: JSON.stringify(options) }
  }
}

function withoutGaps(overrides: LoadOverrides = {}): Partial<LoadOptions> {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}

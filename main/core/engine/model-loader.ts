import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import { Fault } from '../fault.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import type { EngineServiceOptions } from './needs.ts'

export type LoadOverrides = { [Key in keyof LoadOptions]?: LoadOptions[Key] | undefined }

/** The model in the engine, with the file that it came from and what was asked for. */
export type Held = { model: LoadedModel; file: StoredModel; asked: string }

export type LoadProgress = { signal: AbortSignal; onProgress: (progress: number) => void }

/** Puts models into the engine, and knows which one is there and whether it is still the one that is wanted. */
export class ModelLoader {
  readonly #options: Pick<EngineServiceOptions, 'link' | 'models' | 'hardware' | 'settings'>
  #held: Held | null = null
  /** What the user asked of this model beside the settings; it holds until the next load that is asked for. */
  #overrides: { modelId: string; options: LoadOverrides } | null = null

  constructor(options: Pick<EngineServiceOptions, 'link' | 'models' | 'hardware' | 'settings'>) {
    this.#options = options
  }

  get held(): Held | null {
    return this.#held
  }

  /** The engine's process is gone or was told to let go. */
  forget(): void {
    this.#held = null
  }

  override(modelId: string, options: LoadOverrides): void {
    this.#overrides = { modelId, options }
  }

  /** The model where it is loaded as the settings want it now; else null, and it must be loaded. */
  async current(modelId: string): Promise<Held | null> {
    if (this.#held?.model.modelId !== modelId) return null
    const { asked } = await this.#wanted(modelId)
    return this.#held?.asked === asked ? this.#held : null
  }

  /** Checks the file anew and loads it in place of what is there. Faults: MODEL_…, OUT_OF_MEMORY, ENGINE_…. */
  async load(modelId: string, progress: LoadProgress): Promise<Held> {
    const { models, link } = this.#options
    const file = await models.resolve(modelId)
    const { options, asked } = await this.#wanted(modelId)
    if (progress.signal.aborted) throw new Fault('MODEL_LOAD_FAILED', { detail: 'The load was stopped' })
    this.#held = null
    const { id, name, quantization, path } = file
    const model = await link.load({ modelId: id, name, quantization, path, options }, progress)
    this.#held = { model, file, asked }
    return this.#held
  }

  async #wanted(modelId: string): Promise<{ options: LoadOptions & { backend: BackendId }; asked: string }> {
    const { settings, hardware } = this.#options
    const own = this.#overrides?.modelId === modelId ? this.#overrides.options : {}
    const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
    const wanted: LoadOptions = { ...settings.value.load, ...given }
    // The user's choice in the settings is the hardware service's to weigh: it may not be available.
    const backend = own.backend ?? (await hardware.chosenBackend())
    const options = { ...wanted, backend }
    return { options, asked: JSON.stringify(options) }
  }
}

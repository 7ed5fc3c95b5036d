import type { EnginePool, LoadProgress } from './engine-pool.ts'
import type { Held } from './held.ts'
import { type LoadWish, LoadWishes } from './load-wishes.ts'
import type { EngineServiceOptions } from './needs.ts'

type LoaderOptions = Pick<EngineServiceOptions, 'models' | 'settings' | 'hardware' | 'profiles' | 'requireMachine'>

/** Puts models into the pool as they are wanted, and knows whether one that is there still is as it is wanted. */
export class ModelLoader {
  readonly #pool: EnginePool
  readonly #models: EngineServiceOptions['models']
  readonly #wishes: LoadWishes
  readonly #requireMachine: () => void

  constructor(pool: EnginePool, options: LoaderOptions) {
    this.#pool = pool
    this.#requireMachine = options.requireMachine ?? (() => undefined)
    this.#models = options.models
    this.#wishes = new LoadWishes(options)
  }

  /** Notes what was asked of a model. */
  ask(modelId: string, wish: LoadWish): void {
    this.#wishes.ask(modelId, wish)
  }

  /** A load that was asked for is over: what was asked of others before it holds for those that are still in memory. */
  settle(): void {
    this.#wishes.keepOnly(this.#pool.held.map(({ held }) => held.model.modelId))
  }

  /** The model where it is in memory as it is wanted now, noted as used; else null, and it must be loaded. Faults: LAB_IN_PROGRESS. */
  async current(modelId: string): Promise<Held | null> {
    this.#requireMachine()
    if (this.#pool.find(modelId) === null) return null
    const { asked, profile } = await this.#wishes.wanted(modelId)
    const held = this.#pool.find(modelId)
    if (held?.asked !== asked) return null
    const profileName = profile?.name ?? null
    const model = held.model.profileName === profileName ? held.model : { ...held.model, profileName }
    // What a profile says of sampling may have changed without a load.
    const current = { ...held, model, profile }
    this.#pool.use(current)
    return current
  }

  /** Checks the file anew and loads it. Faults: MODEL_…, OUT_OF_MEMORY, ENGINE_…, LAB_IN_PROGRESS. */
  async load(modelId: string, progress: LoadProgress): Promise<Held> {
    const file = await this.#models.resolve(modelId)
    const wanted = await this.#wishes.wanted(modelId)
    // All that took its time.
    this.#requireMachine()
    return this.#pool.load(file, wanted, progress)
  }
}

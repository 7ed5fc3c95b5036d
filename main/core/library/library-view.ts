import { isDeepStrictEqual } from 'node:util'
import type { Model, ModelsState, StarterState } from '#contract/models.ts'
import { LiveValue } from '../live-value.ts'
import { requiredModel } from './required-model.ts'

type LibraryViewOptions = {
  /** The models as they are now. */
  models: () => Model[]
  chosenModelId: () => string | null
  starter: () => StarterState
}

/** What the windows see of the library. It is sent whole, and so only where something in it is another than before. */
export class LibraryView {
  readonly state: LiveValue<ModelsState>
  readonly #options: LibraryViewOptions
  #isClosed = false

  constructor(options: LibraryViewOptions) {
    this.#options = options
    this.state = new LiveValue<ModelsState>({ models: [], chosenModelId: null, starter: options.starter() })
  }

  /** Looks at everything anew and publishes what changed. */
  publish(): void {
    if (this.#isClosed) return
    const { models, chosenModelId, starter } = this.#options
    const state = { models: models(), chosenModelId: chosenModelId(), starter: starter() }
    if (!isDeepStrictEqual(state, this.state.value)) this.state.set(state)
  }

  /** A model as it was published last. Faults: MODEL_NOT_FOUND. */
  model(id: string): Model {
    return requiredModel(
      this.state.value.models.find((model) => model.id === id),
      id,
    )
  }

  close(): void {
    this.#isClosed = true
  }
}

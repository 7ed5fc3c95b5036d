import type { ModelRepository } from '../ports/model-repository.ts'
import type { SettingsRepository } from '../ports/settings-repository.ts'

type ChosenModelOptions = {
  repository: Pick<ModelRepository, 'getListed'>
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
}

/** The model that the next message goes to. */
export class ChosenModel {
  readonly #options: ChosenModelOptions

  constructor(options: ChosenModelOptions) {
    this.#options = options
  }

  /** null where there is none, or it is not in the library any more. */
  get id(): string | null {
    const id = this.#options.memory.recall('chosenModelId')
    return id !== null && this.#options.repository.getListed(id) !== null ? id : null
  }

  /** Whether this model was chosen, listed or not. */
  wasChosen(id: string): boolean {
    return this.#options.memory.recall('chosenModelId') === id
  }

  choose(id: string | null): void {
    this.#options.memory.remember('chosenModelId', id)
  }

  /** Chooses a model where none is chosen. */
  chooseFirst(id: string | null): void {
    if (this.id === null) this.choose(id)
  }
}

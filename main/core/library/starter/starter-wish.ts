import type { ModelRepository, StoredModel } from '../../ports/model-repository.ts'
import type { SettingsRepository } from '../../ports/settings-repository.ts'
import type { StarterService } from './starter-service.ts'

type StarterWishOptions = {
  starter: StarterService
  memory: Pick<SettingsRepository, 'recall' | 'remember'>
  repository: Pick<ModelRepository, 'list'>
}

/** Whether the user wants the starter: who removed it, or cancelled its download, does not, until they ask for it. */
export class StarterWish {
  readonly #options: StarterWishOptions

  constructor(options: StarterWishOptions) {
    this.#options = options
  }

  /** At the start: looks for the file, and fetches it for who has nothing else. */
  begin(): void {
    const { starter, memory, repository } = this.#options
    const hasOwn = repository.list().some((model) => !model.isStarter && model.problem === null)
    if (memory.recall('starterDeclined') !== null) starter.decline()
    else starter.begin(!hasOwn)
  }

  fetch(): void {
    this.#remember(true)
    this.#options.starter.begin(true)
  }

  noteListed({ isStarter }: StoredModel): void {
    if (isStarter) this.#remember(true)
  }

  noteRestored({ isStarter }: StoredModel): void {
    if (!isStarter) return
    this.#remember(true)
    this.#options.starter.begin(false)
  }

  noteGone({ isStarter }: StoredModel): void {
    if (!isStarter) return
    this.noteCancelled()
    this.#options.starter.decline()
  }

  noteCancelled(): void {
    this.#remember(false)
  }

  #remember(isWanted: boolean): void {
    this.#options.memory.remember('starterDeclined', isWanted ? null : 'yes')
  }
}

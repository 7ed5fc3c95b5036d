import type { BackendId } from '#contract/hardware.ts'
import type { ModelsState } from '#contract/models.ts'
import type { Settings } from '#contract/settings.ts'
import type { LiveValue } from '../live-value.ts'
import type { EngineLink } from '../ports/engine-link.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/** What the engine service needs of the model library. */
export type ModelSource = {
  readonly state: LiveValue<ModelsState>
  chosenModelId(): string | null
  /** Resolves when the starter is ready, failed or declined. */
  ready(): Promise<void>
  resolve(id: string): Promise<StoredModel>
  noteUsed(id: string): void
}

export type EngineServiceOptions = {
  link: EngineLink
  models: ModelSource
  hardware: { chosenBackend(): Promise<BackendId> }
  settings: LiveValue<Settings>
  /** Milliseconds since the epoch. */
  now: () => number
}

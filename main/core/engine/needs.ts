import type { LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { ModelsState } from '#contract/models.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import type { Settings } from '#contract/settings.ts'
import type { LiveValue } from '../live-value.ts'
import type { EngineLink } from '../ports/engine-link.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import type { SetTimer } from '../set-timer.ts'
import type { Held } from './held.ts'

/** What the engine service needs of the model library. */
export type ModelSource = {
  readonly state: LiveValue<ModelsState>
  chosenModelId(): string | null
  /** Makes a model the one that the next message goes to. Faults: MODEL_NOT_FOUND; for a broken file MODEL_FILE_…. */
  choose(id: string): void
  /** Resolves when the starter is ready, failed or declined. */
  ready(): Promise<void>
  resolve(id: string): Promise<StoredModel>
  noteUsed(id: string): void
}

/** What the engine service needs of the load profiles. */
export type ProfileSource = {
  /** The profile that holds where this one was asked for (undefined: none was; null: the settings alone). */
  inForce(modelId: string, askedId: string | null | undefined): LoadProfile | null
  /** Faults: PROFILE_NOT_FOUND. */
  require(modelId: string, id: string): LoadProfile
}

/** How a model is to be loaded, all choices but llama.cpp's own made. */
export type ChosenOptions = LoadOptions & { backend: BackendId }

/** Tells whether a model may be loaded beside those that are in memory. */
export type ModelRoom = {
  hasRoomFor(file: StoredModel, options: ChosenOptions, inMemory: readonly Held[]): Promise<boolean>
}

export type EngineServiceOptions = {
  /** Makes the link to one more engine process, which does not start yet. */
  createLink: () => EngineLink
  models: ModelSource
  profiles: ProfileSource
  hardware: { chosenBackend(): Promise<BackendId> }
  room: ModelRoom
  /** Refuses while another work has the machine. Faults: LAB_IN_PROGRESS. */
  requireMachine?: () => void
  settings: LiveValue<Settings>
  /** Milliseconds since the epoch. */
  now: () => number
  setTimer?: SetTimer
}

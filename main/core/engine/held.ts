import type { LoadedModel } from '#contract/engine.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import type { StoredModel } from '../ports/model-repository.ts'

/** A model in memory, with the file that it came from, the profile in force and what was asked for. */
export type Held = { model: LoadedModel; file: StoredModel; profile: LoadProfile | null; asked: string }

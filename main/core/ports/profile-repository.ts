import type { LoadProfile } from '#contract/profiles.ts'

/** Load profiles, whether or not their model is listed at present. */
export interface ProfileRepository {
  /** A model's profiles, the default first, then by name. */
  list(modelId: string): LoadProfile[]
  get(id: string): LoadProfile | null
  /** Inserts, or replaces the one with the same id. A default takes that place from the one before. */
  save(profile: LoadProfile): void
  remove(id: string): void
}

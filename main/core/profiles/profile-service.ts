import { randomUUID } from 'node:crypto'
import type { LoadProfile } from '#contract/profiles.ts'
import { Fault } from '../fault.ts'
import type { ModelRepository } from '../ports/model-repository.ts'
import type { ProfileRepository } from '../ports/profile-repository.ts'

type ProfileServiceOptions = {
  repository: ProfileRepository
  models: Pick<ModelRepository, 'getListed'>
}

/** Named ways to load and ask a model. A model that is taken off the list keeps its profiles, for when it comes back. */
export class ProfileService {
  readonly #options: ProfileServiceOptions

  constructor(options: ProfileServiceOptions) {
    this.#options = options
  }

  /** A model's profiles, the default first, then by name. */
  list(modelId: string): LoadProfile[] {
    return this.#options.repository.list(modelId)
  }

  /**
   * Makes a profile, or with an `id` changes one; a default takes that place from the one before.
   * Faults: MODEL_NOT_FOUND, PROFILE_NOT_FOUND, PROFILE_NAME_TAKEN.
   */
  save({ id, ...content }: Omit<LoadProfile, 'id'> & { id?: string | undefined }): LoadProfile {
    const { repository, models } = this.#options
    const { modelId, name } = content
    if (models.getListed(modelId) === null) throw new Fault('MODEL_NOT_FOUND', { params: { modelId } })
    if (id !== undefined) this.require(modelId, id)
    const profile = { ...content, id: id ?? randomUUID() }
    const isTaken = this.list(modelId).some((other) => other.id !== profile.id && nameKey(other.name) === nameKey(name))
    if (isTaken) throw new Fault('PROFILE_NAME_TAKEN', { params: { name } })
    repository.save(profile)
    return profile
  }

  /** Removes a profile; one that is gone already is no failure. */
  remove(id: string): void {
    this.#options.repository.remove(id)
  }

  /** A profile of this model. Faults: PROFILE_NOT_FOUND. */
  require(modelId: string, id: string): LoadProfile {
    const profile = this.#options.repository.get(id)
    if (profile?.modelId !== modelId) throw new Fault('PROFILE_NOT_FOUND', { params: { id } })
    return profile
  }

  /**
   * The profile that holds for a model: the one that was asked for, none where null was asked for, and else the default, which also
   * stands in for one that is gone.
   */
  inForce(modelId: string, askedId: string | null | undefined): LoadProfile | null {
    if (askedId === null) return null
    const profiles = this.list(modelId)
    const asked = profiles.find((profile) => profile.id === askedId)
    return asked ?? profiles.find((profile) => profile.isDefault) ?? null
  }
}

/** Names that a reader takes for the same. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

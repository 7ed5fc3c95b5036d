import type { LoadProfile } from '#contract/profiles.ts'
import { Fault } from '../fault.ts'

/** Named ways to load and ask a model. */
export class ProfileService {
  list(_modelId: string): LoadProfile[] {
    return []
  }

  save(_profile: Omit<LoadProfile, 'id'> & { id?: string | undefined }): LoadProfile {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  remove(_id: string): void {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }
}

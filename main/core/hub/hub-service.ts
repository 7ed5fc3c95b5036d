import type { HubAccess } from '#contract/hub.ts'
import type { OfferedModel } from '#contract/offers.ts'
import { Fault } from '../fault.ts'

type SearchInput = { query: string; sort: 'fit' | 'downloads' | 'likes' | 'updated'; cursor: string | null }

/** The Hugging Face hub, as far as the user asks it. */
export class HubService {
  async search(_input: SearchInput, _signal?: AbortSignal): Promise<{ models: OfferedModel[]; cursor: string | null }> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async model(_repository: string, _signal?: AbortSignal): Promise<OfferedModel> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  /** The curated models that ship with the app. */
  async catalog(): Promise<OfferedModel[]> {
    return []
  }

  async access(): Promise<HubAccess> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async setToken(_token: string): Promise<HubAccess> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async removeToken(): Promise<HubAccess> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }
}

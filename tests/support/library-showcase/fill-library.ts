import type { Download } from '#contract/downloads.ts'
import type { FoldersState } from '#contract/folders.ts'
import type { Model } from '#contract/models.ts'
import { Fault } from '../../../main/core/fault.ts'
import type { FakeWebApp } from '../fake-web-app.ts'
import { showcaseDetails } from './details.ts'
import { showcaseFolders } from './folders.ts'
import { estimate, hardware } from './machine.ts'
import { showcaseState } from './models.ts'
import { catalogOffers, showcaseOffers } from './offers.ts'

/*
 * A library as a person may have it, with made-up figures, on a machine with a GPU of 8 GiB: for pictures of the library. What the core
 * would find out on a real machine and on the hub is set from here, and nothing of it was measured.
 */

/** What differs from the showcase's usual state. */
export type Showcase = { models?: Model[]; downloads?: Download[]; folders?: Partial<FoldersState> }

/** Gives the app such a library, the machine that goes with it, a catalogue and a hub that knows five llamas. */
export function fillLibrary({ core }: FakeWebApp, { models, downloads = [], folders = {} }: Showcase = {}): void {
  const state = models ? showcaseState(models) : showcaseState()
  const find = (id: string): Model => {
    const found = state.models.find((model) => model.id === id)
    if (!found) throw new Fault('MODEL_NOT_FOUND')
    return found
  }
  core.hardware.state.set({ phase: 'known', hardware })
  core.models.estimateFit = async (id, options) => estimate(find(id), Math.min(options.contextTokens ?? 8192, 131_072))
  core.models.details = async (id) => showcaseDetails(find(id))
  core.hub.catalog = async () => catalogOffers
  core.hub.search = async ({ query, cursor }) =>
    query === 'llama' && cursor === null ? { models: showcaseOffers, cursor: 'next' } : { models: [], cursor: null }
  core.hub.access = async () => ({
    endpoint: 'https://huggingface.co',
    token: null,
    willKeepIn: 'file',
    tokenPath: '/home/me/.local/share/wattle/hub-token',
    proxy: null,
  })
  core.downloads.state.set({ downloads })
  core.models.state.set(state)
  // The folders would tell of themselves anew: the real ones are empty.
  core.folders.state.set({ ...showcaseFolders, ...folders })
  core.folders.state.set = () => undefined
}

import type { DownloadsState } from '#contract/downloads.ts'
import type { EngineState } from '#contract/engine.ts'
import { isEngineBusy } from '../engine/is-engine-busy.ts'
import type { LeaseHolder } from '../lab/machine-lease.ts'
import type { LiveValue } from '../live-value.ts'
import type { ContentHasher } from './content-hash/content-hasher.ts'

type HashPausesOptions = {
  hasher: Pick<ContentHasher, 'pause' | 'resume'>
  engine: LiveValue<EngineState>
  downloads: LiveValue<DownloadsState>
  /** The work of the lab that has the machine. */
  lab: LiveValue<LeaseHolder | null>
}

/**
 * Lets the background's hashing wait while a model is loaded or answers, and while a download writes: they need the disk more. While the
 * lab has the machine, nothing is to disturb it.
 */
export function pauseHashing({ hasher, engine, downloads, lab }: HashPausesOptions): void {
  engine.subscribe((state) => {
    if (isEngineBusy(state)) hasher.pause('answer')
    else hasher.resume('answer')
  })
  downloads.subscribe((state) => {
    const isBusy = state.downloads.some((download) => download.state === 'running' || download.state === 'verifying')
    if (isBusy) hasher.pause('download')
    else hasher.resume('download')
  })
  lab.subscribe((holder) => {
    if (holder === null) hasher.resume('lab')
    else hasher.pause('lab')
  })
}

import type { ModelSource } from '#contract/models.ts'
import type { NetworkLog } from '../../network/network-log.ts'
import type { HubFiles } from '../hub-files.ts'
import type { FileSources } from '../sources/file-sources.ts'

/** What lists a finished file among the models. */
export interface ModelShelf {
  adopt(path: string, known: { source: ModelSource; sha256?: string; isStarter: boolean }): Promise<{ id: string }>
}

/** What the run of a download needs. */
export type RunOptions = {
  sources: FileSources
  hub: Pick<HubFiles, 'resolveFiles'>
  library: ModelShelf
  requests: Pick<NetworkLog, 'begin'>
  /** Free bytes for this user where a folder is. */
  freeBytes: (folder: string) => Promise<number>
  hashWorkerPath: string
  now: () => number
  /** Whether another download holds this path. */
  isReserved: (path: string, downloadId: string) => boolean
}

import type { FoldersState, LibraryFolder } from '#contract/folders.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'

/** The folders whose models are in the library. */
export class FolderService {
  readonly state = new LiveValue<FoldersState>({ folders: [], detected: [], disk: null, hashing: null })

  async add(_path: string): Promise<LibraryFolder> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async addDetected(_id: string): Promise<LibraryFolder> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async remove(_id: string): Promise<void> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async rescan(): Promise<void> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }
}

import type { FolderKind } from '#contract/folders.ts'
import type { FoundModel } from '../found-model.ts'

/** What the places of other programs depend on. A parameter, so that each system's layout is tested on any. */
export type Machine = {
  platform: NodeJS.Platform
  home: string
  environment: Readonly<Record<string, string | undefined>>
}

/** Another program that keeps GGUF files: where it does so, and how they lie there. Nothing of it is ever changed. */
export interface ForeignProgram {
  readonly kind: FolderKind
  /** The folders that it may have on such a machine, whether they are there or not. */
  candidates(machine: Machine): Promise<string[]>
  /** Its models in one of these folders. Rejects with the system's error where the folder cannot be read. */
  find(folder: string): Promise<FoundModel[]>
  /** Where in the folder its models appear and go. */
  watched(folder: string): string[]
}

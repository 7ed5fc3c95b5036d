import type { LibraryFolder } from '#contract/folders.ts'

/** A library folder as it is kept. */
export type StoredFolder = Pick<LibraryFolder, 'id' | 'path' | 'kind'> & {
  addedAtMs: number
  /** Set where it was taken out of the library: its models are kept for when it comes back. */
  removedAtMs: number | null
}

export interface FolderRepository {
  /** All that were not removed: Wattle's own first, then in the order in which they were added. */
  list(): StoredFolder[]
  get(id: string): StoredFolder | null
  /** Removed ones too. No two folders have the same path. */
  findByPath(path: string): StoredFolder | null
  /** Inserts, or replaces the one with the same id. */
  save(folder: StoredFolder): void
}

import type { ModelSource } from '#contract/models.ts'

/** A model file that was found in a folder, with what the folder's layout says of it; null where it says nothing. */
export type FoundModel = {
  /** Of the first part, where the model is split. */
  path: string
  name: string | null
  publisher: string | null
  source: ModelSource | null
  /** The hash of the content, where the layout names files by it. */
  sha256: string | null
}

/** A file of which only its path is known. */
export function foundAt(path: string): FoundModel {
  return { path, name: null, publisher: null, source: null, sha256: null }
}

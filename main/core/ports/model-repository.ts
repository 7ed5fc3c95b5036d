import type { Model, ModelSource } from '#contract/models.ts'
import type { HeaderFacts, ModelPart } from './model-facts.ts'

/** A model as it is kept: what is worked out anew each time is left out. */
export type StoredModel = Pick<
  Model,
  | 'id'
  | 'name'
  | 'fileName'
  | 'path'
  | 'folderId'
  | 'sizeBytes'
  | 'quantization'
  | 'architecture'
  | 'parameterCount'
  | 'trainedContextTokens'
  | 'layerCount'
  | 'hasChatTemplate'
  | 'licence'
  | 'sha256'
  | 'ladderId'
  | 'ladderName'
  | 'publisher'
  | 'tags'
  | 'isFavourite'
  | 'addedAtMs'
  | 'lastUsedAtMs'
  | 'isStarter'
  | 'problem'
> & {
  /** The name in the file, or the file's own. `name` is another one only where the user gave it. */
  originalName: string
  notes: string
  /** Of the first part. */
  modifiedAtMs: number
  /** The first part is the file at `path`. */
  parts: ModelPart[]
  /** null where the header was not read since the app asks for them, or is broken: the next scan reads it again. */
  header: HeaderFacts | null
  /** Elements of K and V that one token adds to the KV cache of all layers; null where the header does not tell. */
  kvElementsPerToken: { k: number; v: number } | null
  embeddingLength: number | null
  vocabularySize: number | null
  source: ModelSource | null
  removedAtMs: number | null
  /** `pending`: its files are to go to the system's trash. `done`: they went there. */
  trash: 'pending' | 'done' | null
}

export interface ModelRepository {
  /** All that were not removed, by themselves or with their folder. */
  list(): StoredModel[]
  /** One that `list` has; null for all others. */
  getListed(id: string): StoredModel | null
  /** Removed ones too: `restore` and the scans of the folders need them. */
  get(id: string): StoredModel | null
  /** Removed ones too. No two models have the same path. */
  findByPath(path: string): StoredModel | null
  /** All of a folder, removed ones too; null: all that were added by themselves. */
  inFolder(folderId: string | null): StoredModel[]
  /** Removed ones too, of the same size and time, or the same hash: of these one may be the file that was moved. */
  alike(file: { sizeBytes: number; modifiedAtMs: number }, sha256: string | null): StoredModel[]
  /** All whose files are still to go to the trash. */
  pendingTrash(): StoredModel[]
  /** Inserts, or replaces the one with the same id. */
  save(model: StoredModel): void
  /** Deletes a model that turned out to be another one, at a new place. */
  delete(id: string): void
}

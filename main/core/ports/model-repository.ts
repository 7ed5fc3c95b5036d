import type { Model } from '#contract/models.ts'

/** A model file as it is kept: what is worked out anew each time is left out. */
export type StoredModel = Pick<
  Model,
  | 'id'
  | 'name'
  | 'fileName'
  | 'path'
  | 'sizeBytes'
  | 'quantization'
  | 'architecture'
  | 'parameterCount'
  | 'trainedContextTokens'
  | 'layerCount'
  | 'hasChatTemplate'
  | 'licence'
  | 'sha256'
  | 'addedAtMs'
  | 'lastUsedAtMs'
  | 'isStarter'
> & {
  /** With the size, tells whether the file is still the one whose header was read. */
  modifiedAtMs: number
  /** Elements of K and V that one token adds to the KV cache of all layers; null where the header does not tell. */
  kvElementsPerToken: { k: number; v: number } | null
  embeddingLength: number | null
  vocabularySize: number | null
  removedAtMs: number | null
}

export interface ModelRepository {
  /** All that were not removed. */
  list(): StoredModel[]
  /** Removed ones too: `restore` and the scan of the models folder need them. */
  get(id: string): StoredModel | null
  /** Removed ones too. No two models have the same path. */
  findByPath(path: string): StoredModel | null
  /** Inserts, or replaces the one with the same id. */
  save(model: StoredModel): void
}

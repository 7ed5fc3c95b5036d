import type { Fit, Model } from '#contract/models.ts'
import type { StoredModel } from '../ports/model-repository.ts'

type Circumstances = {
  /** Ids of the models whose files are where they were. */
  reachable: ReadonlySet<string>
  /** By model id. */
  measuredRates: ReadonlyMap<string, NonNullable<Model['measuredRate']>>
  fitOf: (record: StoredModel) => Fit
}

/** The models as the interface sees them, the most recently used first, then the newest. */
export function describeModels(records: readonly StoredModel[], circumstances: Circumstances): Model[] {
  const { reachable, measuredRates, fitOf } = circumstances
  return records
    .toSorted((a, b) => (b.lastUsedAtMs ?? 0) - (a.lastUsedAtMs ?? 0) || b.addedAtMs - a.addedAtMs)
    .map((record) => {
      const {
        originalName,
        notes,
        modifiedAtMs,
        parts,
        header,
        kvElementsPerToken,
        embeddingLength,
        vocabularySize,
        source,
        removedAtMs,
        trash,
        ...shown
      } = record
      return {
        ...shown,
        partCount: parts.length,
        bitsPerWeight: header?.bitsPerWeight ?? null,
        ...(header?.quantizedFrom && { quantizedFrom: header.quantizedFrom }),
        hasNotes: notes.trim() !== '',
        measuredRate: measuredRates.get(record.id) ?? null,
        isReachable: reachable.has(record.id),
        fit: fitOf(record),
      }
    })
}

import type { StoredModel } from '../ports/model-repository.ts'

/**
 * The model that a file was before it was moved and listed anew: of the same content, and gone from where it was. null where there is
 * none, or the user has used or marked the new one, which so is one by itself.
 */
export function formerOf(
  model: StoredModel,
  sha256: string,
  { all, reachable }: { all: readonly StoredModel[]; reachable: ReadonlySet<string> },
): StoredModel | null {
  const isTouched =
    model.lastUsedAtMs !== null || model.notes !== '' || model.tags.length > 0 || model.isFavourite || isRenamed(model)
  if (isTouched) return null
  return all.find((other) => other.id !== model.id && other.sha256 === sha256 && !reachable.has(other.id)) ?? null
}

/** A former model at its new place: the files are the new one's, the rest is as it was. */
export function movedTo(model: StoredModel, former: StoredModel): StoredModel {
  const { id, notes, tags, isFavourite, addedAtMs, lastUsedAtMs } = former
  return {
    ...model,
    id,
    notes,
    tags,
    isFavourite,
    addedAtMs,
    lastUsedAtMs,
    name: isRenamed(former) ? former.name : model.name,
    source: model.source ?? former.source,
    isStarter: model.isStarter || former.isStarter,
  }
}

function isRenamed({ name, originalName }: StoredModel): boolean {
  return name !== originalName
}

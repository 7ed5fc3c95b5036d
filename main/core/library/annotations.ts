import type { StoredModel } from '../ports/model-repository.ts'

/** What the user says of a model. A null name goes back to the file's own; a missing key stays as it is. */
export type Annotation = {
  name?: string | null | undefined
  notes?: string | undefined
  tags?: string[] | undefined
  isFavourite?: boolean | undefined
}

/** The model with what the user says of it. A tag that is there twice, in any case, is kept once. */
export function annotated(model: StoredModel, { name, notes, tags, isFavourite }: Annotation): StoredModel {
  return {
    ...model,
    name: name === undefined ? model.name : (name ?? model.originalName),
    notes: notes ?? model.notes,
    tags: tags === undefined ? model.tags : distinct(tags),
    isFavourite: isFavourite ?? model.isFavourite,
  }
}

function distinct(tags: string[]): string[] {
  const kept = new Map<string, string>()
  for (const tag of tags) if (!kept.has(tag.toLowerCase())) kept.set(tag.toLowerCase(), tag)
  return [...kept.values()]
}

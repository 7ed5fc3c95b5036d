import type { Model, ModelsState, StarterState } from '#contract/models.ts'

/** A line of the picker: a model, or the starter that is not there yet. */
export type PickerEntry = { id: string; model: Model } | { id: 'starter'; starter: StarterState }

export const starterEntryId = 'starter'

/** The words by which a model is found. */
const searchText = (model: Model): string =>
  [model.name, model.quantization, model.architecture, model.fileName].join(' ').toLowerCase()

/** The lines of the picker for a search: each word of it has to occur. The starter has a line while it is not among the models. */
export const pickerEntries = (state: ModelsState, search: string): PickerEntry[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const models = state.models
    .filter((model) => words.every((word) => searchText(model).includes(word)))
    .map((model) => ({ id: model.id, model }))
  const hasStarter = state.starter.phase === 'ready' || state.models.some((model) => model.isStarter)
  return hasStarter || words.length > 0 ? models : [...models, { id: starterEntryId, starter: state.starter }]
}

/** The line to go to with an arrow key; the ends are joined. */
export const moveActive = (entries: readonly PickerEntry[], activeId: string | null, by: 1 | -1): string | null => {
  if (entries.length === 0) return null
  const at = entries.findIndex((entry) => entry.id === activeId)
  const next = at === -1 ? (by === 1 ? 0 : entries.length - 1) : (at + by + entries.length) % entries.length
  return entries[next]?.id ?? null
}

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Model, ModelsState } from '#contract/models.ts'

const selectedId = createStore<{ id: string | null }>(() => ({ id: null }))

/** The model whose details the library shows: the one that was clicked, else the chosen one, else the first. */
export const useSelectedModel = (state: ModelsState | undefined) => {
  const { id } = useStore(selectedId)
  const models = state?.models ?? []
  const byId = (wanted: string | null | undefined): Model | undefined => models.find((model) => model.id === wanted)
  return {
    selected: byId(id) ?? byId(state?.chosenModelId) ?? models[0] ?? null,
    select: (next: string) => selectedId.setState({ id: next }),
  }
}

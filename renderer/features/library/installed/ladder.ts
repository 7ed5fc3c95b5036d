import type { Model } from '#contract/models.ts'
import { bestQuantization } from '../best-quantization.ts'

/** The quantizations of one model that are in the library. */
export type Ladder = {
  id: string
  name: string
  publisher: string | null
  licence: string | null
  /** The largest first. */
  models: Model[]
  /** The one that its row speaks of: the chosen one, else the last used, else the largest that fits. */
  current: Model
  sizeBytes: number
  /** False where none of its files can be reached now. */
  isReachable: boolean
  isFavourite: boolean
}

const lastUsed = (models: readonly Model[]): Model | undefined =>
  models
    .filter((model) => model.lastUsedAtMs !== null)
    .toSorted((one, other) => (other.lastUsedAtMs ?? 0) - (one.lastUsedAtMs ?? 0))[0]

const makeLadder = (id: string, models: Model[], chosenModelId: string | null): Ladder | null => {
  const current = models.find((model) => model.id === chosenModelId) ?? lastUsed(models) ?? bestQuantization(models)
  if (!current) return null
  return {
    id,
    // A name that the user gave is shown where it cannot be mistaken for that of the others.
    name: models.length === 1 ? current.name : current.ladderName,
    publisher: current.publisher,
    licence: current.licence,
    models: models.toSorted((one, other) => other.sizeBytes - one.sizeBytes),
    current,
    sizeBytes: models.reduce((sum, model) => sum + model.sizeBytes, 0),
    isReachable: models.some((model) => model.isReachable),
    isFavourite: models.some((model) => model.isFavourite),
  }
}

/** Groups models into ladders, in the order in which each ladder's first model comes. Files that cannot be used are left out. */
export const groupIntoLadders = (models: readonly Model[], chosenModelId: string | null): Ladder[] => {
  const groups = new Map<string, Model[]>()
  for (const model of models) {
    if (model.problem !== null) continue
    const group = groups.get(model.ladderId)
    if (group) group.push(model)
    else groups.set(model.ladderId, [model])
  }
  return [...groups].flatMap(([id, group]) => makeLadder(id, group, chosenModelId) ?? [])
}

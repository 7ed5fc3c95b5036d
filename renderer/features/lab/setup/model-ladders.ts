import type { Model } from '#contract/models.ts'

/** The quantizations of one model that are on the disk, the largest first. */
export type ModelLadder = { id: string; name: string; models: Model[] }

/** Models that can be run, by what they are quantizations of: those of which a model was used last come first. */
export function modelLadders(models: readonly Model[]): ModelLadder[] {
  const usable = models.filter(({ problem, isReachable }) => problem === null && isReachable)
  return [...Map.groupBy(usable, ({ ladderId }) => ladderId)].map(([id, group]) => ({
    id,
    name: (group.length === 1 ? group[0]?.name : group[0]?.ladderName) ?? id,
    models: group.toSorted((one, other) => other.sizeBytes - one.sizeBytes),
  }))
}

/** The ladders with what was searched for in a name, or the quantizations that have it. */
export function searchLadders(ladders: readonly ModelLadder[], query: string): ModelLadder[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return ladders.flatMap((ladder) => {
    const models = ladder.models.filter((model) => {
      const text = `${ladder.name} ${model.name} ${model.quantization} ${model.fileName}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    return models.length > 0 ? [{ ...ladder, models }] : []
  })
}

/** The chosen models that there are, ladder by ladder and the largest first, however they were chosen: so they are run and shown. */
export function inLadderOrder(modelIds: readonly string[], models: readonly Model[]): string[] {
  const order = modelLadders(models).flatMap((ladder) => ladder.models.map(({ id }) => id))
  // One that cannot be reached is in no ladder; it stays, so that the forecast says so.
  const placeOf = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  return modelIds
    .filter((id) => models.some((model) => model.id === id))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}

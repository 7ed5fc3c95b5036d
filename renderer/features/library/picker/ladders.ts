import type { Model } from '#contract/models.ts'
import { bestQuantization } from '../best-quantization.ts'
import { searchTextOf } from '../search-words.ts'

/** One quantization of a ladder, with the words that it is found by. */
export type Variant = { model: Model; text: string }

/** The quantizations of one model, the largest first. */
export type Ladder = {
  id: string
  name: string
  isFavourite: boolean
  lastUsedAtMs: number
  variants: readonly Variant[]
}

/**
 * The models as ladders: favourites first, then the most recently used, then by name, and last those that cannot be run. Made once
 * for each change of the library.
 */
export const groupLadders = (models: readonly Model[]): Ladder[] => {
  const groups = Map.groupBy(models, (model) => model.ladderId)
  return [...groups]
    .map(([id, group]): Ladder => {
      const sorted = group.toSorted((a, b) => b.sizeBytes - a.sizeBytes)
      return {
        id,
        // A model that stands alone goes by its own name, which the user may have changed.
        name: (sorted.length === 1 ? sorted[0]?.name : sorted[0]?.ladderName) ?? id,
        isFavourite: group.some((model) => model.isFavourite),
        lastUsedAtMs: Math.max(...group.map((model) => model.lastUsedAtMs ?? 0)),
        variants: sorted.map((model) => ({ model, text: searchTextOf(model) })),
      }
    })
    .toSorted(
      (a, b) =>
        Number(isUsable(b)) - Number(isUsable(a)) ||
        Number(b.isFavourite) - Number(a.isFavourite) ||
        b.lastUsedAtMs - a.lastUsedAtMs ||
        collator.compare(a.name, b.name),
    )
}

const isUsable = ({ variants }: Ladder): boolean => variants.some(canRun)

const collator = new Intl.Collator('en', { numeric: true })

const canRun = ({ model }: Variant): boolean => model.isReachable && model.problem === null

/**
 * The quantization that a ladder stands for: the one in memory, the chosen one, the one used last, else the best. What cannot be run comes
 * into question only where nothing else is there.
 */
export const representative = (
  variants: readonly Variant[],
  { loadedId, chosenId }: { loadedId: string | null; chosenId: string | null },
): Model | null => {
  const usable = variants.some(canRun) ? variants.filter(canRun) : variants
  const byId = (id: string | null) => usable.find(({ model }) => model.id === id)
  const used = usable.reduce<Variant | null>(
    (latest, variant) => ((variant.model.lastUsedAtMs ?? 0) > (latest?.model.lastUsedAtMs ?? 0) ? variant : latest),
    null,
  )
  const best = () => bestQuantization(usable.map(({ model }) => model))
  return (byId(loadedId) ?? byId(chosenId) ?? used)?.model ?? best() ?? null
}

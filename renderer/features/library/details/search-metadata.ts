import type { ModelDetails } from '#contract/models.ts'

type Entry = ModelDetails['metadata'][number]

/** The entries whose key or value has every word of a search. */
export const searchMetadata = (entries: readonly Entry[], search: string): Entry[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...entries]
  return entries.filter(({ key, value }) => {
    const text = `${key}\n${value}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

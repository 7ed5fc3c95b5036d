import type { ModelDetails } from '#contract/models.ts'
import { hasWords, searchWords } from '../search-words.ts'

type Entry = ModelDetails['metadata'][number]

/** The entries whose key or value has every word of a search. */
export const searchMetadata = (entries: readonly Entry[], search: string): Entry[] => {
  const words = searchWords(search)
  if (words.length === 0) return [...entries]
  return entries.filter(({ key, value }) => hasWords(`${key}\n${value}`.toLowerCase(), words))
}

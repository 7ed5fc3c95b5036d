import type { Model } from '#contract/models.ts'

/** The words of a search, in lower case. */
export const searchWords = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether a text in lower case has every word. */
export const hasWords = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))

/** What a model is found by, in lower case, wherever one searches for it. */
export const searchTextOf = (model: Model): string =>
  [model.name, model.ladderName, model.publisher, model.quantization, model.architecture, model.fileName, ...model.tags]
    .join('\n')
    .toLowerCase()

import type { Model } from '#contract/models.ts'
import { hasWords, searchTextOf, searchWords } from '../search-words.ts'
import type { Ladder } from './ladder.ts'
import { isOpenLicence } from './open-licences.ts'

/** What a model either has or has not. */
export const filterMarks = ['fits', 'favourite', 'measured', 'openLicence'] as const
export type FilterMark = (typeof filterMarks)[number]

/** Sizes of one file, in steps that tell small machines from large ones. */
export const sizeClasses = ['under1', 'to4', 'to10', 'to30', 'over30'] as const
export type SizeClass = (typeof sizeClasses)[number]

export const filterGroups = ['family', 'quantization', 'size', 'tag', 'folder'] as const
export type FilterGroup = (typeof filterGroups)[number]

/** What the list is narrowed to: all marks have to hold, and of each group that names anything one value. */
export type ModelFilter = { marks: readonly FilterMark[] } & Readonly<Record<FilterGroup, readonly string[]>>

export const emptyFilter: ModelFilter = { marks: [], family: [], quantization: [], size: [], tag: [], folder: [] }

const gigabyte = 1e9

/** The size class of a file. */
export const sizeClassOf = (sizeBytes: number): SizeClass => {
  if (sizeBytes < gigabyte) return 'under1'
  if (sizeBytes < 4 * gigabyte) return 'to4'
  if (sizeBytes < 10 * gigabyte) return 'to10'
  return sizeBytes < 30 * gigabyte ? 'to30' : 'over30'
}

const hasMark: Record<FilterMark, (model: Model) => boolean> = {
  fits: (model) => model.fit.verdict === 'fits' || model.fit.verdict === 'tight',
  favourite: (model) => model.isFavourite,
  measured: (model) => model.measuredRate !== null,
  openLicence: (model) => isOpenLicence(model.licence),
}

const valuesOf: Record<FilterGroup, (model: Model) => readonly string[]> = {
  family: (model) => [model.architecture],
  quantization: (model) => [model.quantization],
  size: (model) => [sizeClassOf(model.sizeBytes)],
  tag: (model) => model.tags,
  folder: (model) => (model.folderId === null ? [] : [model.folderId]),
}

const matchesFilter = (model: Model, filter: ModelFilter): boolean =>
  filter.marks.every((mark) => hasMark[mark](model)) &&
  filterGroups.every(
    (group) => filter[group].length === 0 || valuesOf[group](model).some((value) => filter[group].includes(value)),
  )

/** The models that the filter lets through and that have every word of the search. */
export const filterModels = (models: readonly Model[], filter: ModelFilter, search: string): Model[] => {
  const words = searchWords(search)
  return models.filter((model) => {
    if (!matchesFilter(model, filter)) return false
    return words.length === 0 || hasWords(searchTextOf(model), words)
  })
}

/** The ladders with such a model. */
export const filterLadders = (ladders: readonly Ladder[], filter: ModelFilter, search: string): Ladder[] =>
  ladders.filter((ladder) => filterModels(ladder.models, filter, search).length > 0)

/** How many ladders have each mark, and each value of each group; values in the order of how many have them. */
export type FilterCounts = {
  marks: Record<FilterMark, number>
  groups: Record<FilterGroup, { value: string; count: number }[]>
}

const countValues = (ladders: readonly Ladder[], group: FilterGroup): { value: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const ladder of ladders) {
    for (const value of new Set(ladder.models.flatMap(valuesOf[group]))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((one, other) => other.count - one.count || one.value.localeCompare(other.value, 'en', { numeric: true }))
}

/** What a filter could be set to, with how many ladders each would leave by itself. */
export const countFilters = (ladders: readonly Ladder[]): FilterCounts => {
  const withMark = (mark: FilterMark) => ladders.filter((ladder) => ladder.models.some(hasMark[mark])).length
  return {
    marks: {
      fits: withMark('fits'),
      favourite: withMark('favourite'),
      measured: withMark('measured'),
      openLicence: withMark('openLicence'),
    },
    groups: {
      family: countValues(ladders, 'family'),
      quantization: countValues(ladders, 'quantization'),
      size: sizeClasses.flatMap((value) => countValues(ladders, 'size').filter((entry) => entry.value === value)),
      tag: countValues(ladders, 'tag'),
      folder: countValues(ladders, 'folder'),
    },
  }
}

/** The filter with a value of a list put in, or taken out where it was in. */
export const toggled = <T>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value]

/** Whether a filter narrows anything. */
export const isFiltering = (filter: ModelFilter): boolean =>
  filter.marks.length > 0 || filterGroups.some((group) => filter[group].length > 0)

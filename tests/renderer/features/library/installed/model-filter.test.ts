import { describe, expect, test } from 'vitest'
import { groupIntoLadders } from '../../../../../renderer/features/library/installed/ladder.ts'
import {
  countFilters,
  emptyFilter,
  filterLadders,
  filterModels,
  isFiltering,
  type ModelFilter,
  sizeClassOf,
  toggled,
} from '../../../../../renderer/features/library/installed/model-filter.ts'
import { isOpenLicence } from '../../../../../renderer/features/library/installed/open-licences.ts'
import { makeModel } from '../../../fixtures.ts'

const fit = makeModel().fit
const model = (id: string, ladder: string, change: Parameters<typeof makeModel>[0]) =>
  makeModel({ id, ladderId: ladder, ladderName: ladder, name: ladder, licence: null, ...change })
const ladders = groupIntoLadders(
  [
    model('l4', 'Llama', { quantization: 'Q4_K_M', sizeBytes: 5e9, architecture: 'llama', publisher: 'Meta' }),
    model('l8', 'Llama', {
      quantization: 'Q8_0',
      sizeBytes: 9e9,
      architecture: 'llama',
      fit: { ...fit, verdict: 'wont-fit' },
    }),
    model('q8', 'Qwen Coder', {
      quantization: 'Q8_0',
      sizeBytes: 8e8,
      architecture: 'qwen2',
      licence: 'Apache-2.0',
      tags: ['code'],
      isFavourite: true,
    }),
    model('m', 'Mistral', {
      quantization: 'Q2_K',
      sizeBytes: 4e10,
      architecture: 'llama',
      folderId: 'usb',
      fit: { ...fit, verdict: 'wont-fit' },
    }),
  ],
  null,
)
const names = (filter: Partial<ModelFilter>, search = '') =>
  filterLadders(ladders, { ...emptyFilter, ...filter }, search).map((ladder) => ladder.name)

describe('a filter', () => {
  test('lets all through where it is empty', () => {
    expect(names({})).toEqual(['Llama', 'Qwen Coder', 'Mistral'])
    expect(isFiltering(emptyFilter)).toBe(false)
    expect(isFiltering({ ...emptyFilter, tag: ['code'] })).toBe(true)
  })

  test('takes a ladder where one of its quantizations has all that is asked, not two of them half each', () => {
    expect(names({ marks: ['fits'], quantization: ['Q8_0'] })).toEqual(['Qwen Coder'])
    expect(names({ marks: ['fits'], quantization: ['Q4_K_M'] })).toEqual(['Llama'])
  })

  test('takes any of the values of a group, and all of the groups', () => {
    expect(names({ family: ['llama', 'qwen2'], size: ['under1', 'over30'] })).toEqual(['Qwen Coder', 'Mistral'])
    expect(names({ tag: ['code'] })).toEqual(['Qwen Coder'])
    expect(names({ folder: ['usb'] })).toEqual(['Mistral'])
    expect(names({ marks: ['favourite', 'openLicence'] })).toEqual(['Qwen Coder'])
    expect(names({ marks: ['measured'] })).toEqual([])
  })

  test('finds every word of a search, in the name, the publisher, the tags or the quantization', () => {
    expect(names({}, 'META q4')).toEqual(['Llama'])
    expect(names({}, 'code')).toEqual(['Qwen Coder'])
    expect(names({}, 'llama nothing')).toEqual([])
  })

  test('a value is put in, and taken out again', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})

test('counts are of models, not of files', () => {
  const counts = countFilters(ladders)
  expect(counts.marks).toEqual({ fits: 2, favourite: 1, measured: 0, openLicence: 1 })
  expect(counts.groups.family).toEqual([
    { value: 'llama', count: 2 },
    { value: 'qwen2', count: 1 },
  ])
  expect(counts.groups.quantization[0]).toEqual({ value: 'Q8_0', count: 2 })
  expect(counts.groups.size.map(({ value }) => value)).toEqual(['under1', 'to10', 'over30'])
})

test('a size belongs to one class, the bounds to the larger one', () => {
  expect([0.99e9, 1e9, 4e9, 10e9, 30e9].map(sizeClassOf)).toEqual(['under1', 'to4', 'to10', 'to30', 'over30'])
})

test('a licence is open by its identifier, and one that nobody stated is not', () => {
  expect(['MIT', ' apache-2.0 ', 'llama3.1', null].map(isOpenLicence)).toEqual([true, true, false, false])
})

// Whoever searched among five hundred models had all files that cannot be used below what was found.
test('files that cannot be used are narrowed by the same words', () => {
  const broken = ['Llama-cut.gguf', 'Qwen-empty.gguf'].map((fileName) => model(fileName, fileName, { fileName }))
  expect(filterModels(broken, emptyFilter, 'cut').map(({ fileName }) => fileName)).toEqual(['Llama-cut.gguf'])
  expect(filterModels(broken, { ...emptyFilter, marks: ['favourite'] }, '')).toEqual([])
})

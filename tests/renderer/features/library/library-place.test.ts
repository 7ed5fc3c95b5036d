import { expect, test } from 'vitest'
import {
  libraryPath,
  libraryViews,
  modelPath,
  parseLibraryPlace,
} from '../../../../renderer/features/library/library-place.ts'

test('every view is found again at its own address', () => {
  for (const view of libraryViews) expect(parseLibraryPlace(libraryPath(view))).toEqual({ view, modelId: null })
})

test('a model is found again at its address, whatever its id holds', () => {
  expect(parseLibraryPlace(modelPath('a/b c%20'))).toEqual({ view: 'installed', modelId: 'a/b c%20' })
})

test('an address that nobody knows leads to what is installed', () => {
  expect(parseLibraryPlace('/library/nowhere')).toEqual({ view: 'installed', modelId: null })
  expect(parseLibraryPlace('/library/model')).toEqual({ view: 'installed', modelId: null })
})

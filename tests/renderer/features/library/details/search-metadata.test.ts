import { expect, test } from 'vitest'
import { searchMetadata } from '../../../../../renderer/features/library/details/search-metadata.ts'

const entry = (key: string, value: string) => ({ key, type: 'string', value, isCut: false, length: null })
const entries = [entry('general.name', 'Llama'), entry('llama.context_length', '8192'), entry('general.author', 'Meta')]
const keys = (search: string) => searchMetadata(entries, search).map(({ key }) => key)

test('words are sought in keys and values, all of them, in any case', () => {
  expect(keys('')).toHaveLength(3)
  expect(keys('LLAMA')).toEqual(['general.name', 'llama.context_length'])
  expect(keys('general meta')).toEqual(['general.author'])
  expect(keys('general 8192')).toEqual([])
})

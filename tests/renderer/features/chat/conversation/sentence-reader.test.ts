import { expect, test } from 'vitest'
import { SentenceReader } from '../../../../../renderer/features/chat/conversation/sentence-reader.ts'

test('whole sentences are read once each, and the rest at the end', () => {
  // Catches: a screen reader that is told each token, or the same words again and again.
  const reader = new SentenceReader()
  expect(reader.read('The capital', false)).toBe('')
  expect(reader.read('The capital is Paris. It lies on', false)).toBe('The capital is Paris.')
  expect(reader.read('The capital is Paris. It lies on', false)).toBe('')
  expect(reader.read('The capital is Paris. It lies on the Seine', true)).toBe('It lies on the Seine')
})

test('marks are not spelled out, and a point inside a number ends no sentence', () => {
  const reader = new SentenceReader()
  expect(reader.read('## A **bold** [link](https://a.example) of 3.14 metres\n', false)).toBe(
    'A bold link of 3.14 metres',
  )
})

import { expect, test } from 'vitest'
import { areTagsRefused, longestTag, mostTags, tagsOf } from '../../../renderer/data/tag-text.ts'

// An empty tag or one that stands twice would be refused by the server, after the form was closed.
test('takes each tag once, without the spaces and commas around it', () => {
  expect(tagsOf(' fast, , quiet machine,fast ,')).toEqual(['fast', 'quiet machine'])
  expect(tagsOf(' , ')).toEqual([])
})

test('tells before the server does that there are too many, or one is too long', () => {
  const tags = Array.from({ length: mostTags }, (_, number) => `tag ${number}`)
  expect(areTagsRefused(tags)).toBe(false)
  expect(areTagsRefused([...tags, 'one more'])).toBe(true)
  expect(areTagsRefused(['x'.repeat(longestTag)])).toBe(false)
  expect(areTagsRefused(['x'.repeat(longestTag + 1)])).toBe(true)
})

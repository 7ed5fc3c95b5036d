import { expect, test } from 'vitest'
import { parseLocation } from '../../../renderer/app/sections.ts'

test.each([
  ['/', 'chat', null],
  ['', 'chat', null],
  ['/chat', 'chat', null],
  ['/chat/a%2Fb', 'chat', 'a/b'],
  ['/settings', 'settings', null],
  ['/settings/x', 'settings', null],
  ['/nowhere', 'chat', null],
])('%s leads to %s', (path, section, conversationId) => {
  expect(parseLocation(path)).toEqual({ section, conversationId })
})

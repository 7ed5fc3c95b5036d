import { expect, test } from 'vitest'
import type { Message } from '#contract/conversations.ts'
import { branchesIn, canContinue, pathTo, withMessages } from '../../../../renderer/features/chat/message-tree.ts'
import { aMessage } from '../../../support/messages.ts'

const message = (id: string, parentId: string | null, parts: Partial<Message> = {}) =>
  aMessage({ conversationId: 'c', id, parentId, role: id.startsWith('q') ? 'user' : 'assistant', ...parts })

const tree = [
  message('q1', null),
  message('a1', 'q1'),
  message('a2', 'q1'),
  message('q2', 'a1'),
  message('a3', 'q2'),
  message('q3', null),
]

test('the path leads from the root to the leaf, and a leaf that is unknown shows the newest branch', () => {
  const ids = (leaf: string | null) => pathTo(tree, leaf).map(({ id }) => id)
  expect(ids('a3')).toEqual(['q1', 'a1', 'q2', 'a3'])
  expect(ids('a2')).toEqual(['q1', 'a2'])
  expect(ids(null)).toEqual(['q3'])
  expect(pathTo([], null)).toEqual([])
})

test('branches are the messages of the same parent and role', () => {
  // Catches: two questions at the root (parentId null) that are not each other's branches.
  const siblings = branchesIn(tree)
  const ids = (at: number) => siblings(tree[at] ?? message('q9', null)).map(({ id }) => id)
  expect(ids(1)).toEqual(['a1', 'a2'])
  expect(ids(0)).toEqual(['q1', 'q3'])
  expect(ids(4)).toEqual(['a3'])
})

test('changed messages take the place of the old ones, new ones come last', () => {
  const changed = withMessages(tree, [message('a1', 'q1', { text: 'new' }), message('a4', 'q3')])
  expect(changed.map(({ id }) => id)).toEqual(['q1', 'a1', 'a2', 'q2', 'a3', 'q3', 'a4'])
  expect(changed[1]?.text).toBe('new')
  expect(changed[0]).toBe(tree[0])
})

test('what was cut short can go on, what the model ended cannot', () => {
  const state = (parts: Partial<Message>) => canContinue(message('a', null, parts))
  expect(state({ state: 'stopped' })).toBe(true)
  expect(state({ state: 'interrupted' })).toBe(true)
  expect(state({ finishReason: 'max-tokens' })).toBe(true)
  expect(state({ finishReason: 'context-full' })).toBe(true)
  expect(state({ state: 'failed', text: '' })).toBe(false)
  expect(state({ finishReason: 'end-of-turn' })).toBe(false)
  expect(state({ state: 'streaming' })).toBe(false)
})

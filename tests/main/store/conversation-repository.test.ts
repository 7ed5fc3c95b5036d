import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from '../../../main/store/open-store.ts'
import { aMessage, someConditions, someFigures } from '../../support/messages.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const conversation = { id: 'c', title: 'Title', createdAtMs: 10, settings: { systemPrompt: null, sampling: {} } }

function storeWithTurn() {
  const folder = tempFolder()
  const store = tempStore(folder)
  const question = aMessage({ conversationId: 'c', createdAtMs: 20 })
  const answer = aMessage({
    conversationId: 'c',
    createdAtMs: 30,
    parentId: question.id,
    role: 'assistant',
    state: 'queued',
  })
  store.conversations.append({ conversation, messages: [question, answer] })
  return { repository: store.conversations, question, answer, folder, store }
}

test('a conversation comes back as it was put in', () => {
  const { repository, question, answer } = storeWithTurn()
  expect(repository.get('c')).toEqual({
    ...conversation,
    updatedAtMs: 30,
    messageCount: 2,
    energyJ: null,
    energyProvenance: null,
    messages: [question, answer],
    activeLeafId: answer.id,
  })
  expect(repository.path(answer.id)).toEqual([question, answer].map(({ id, role, text }) => ({ id, role, text })))
  expect(repository.message(answer.id)).toEqual(answer)
})

test('an append is whole or not at all', () => {
  const { repository, question } = storeWithTurn()
  const second = aMessage({ conversationId: 'c', parentId: question.id })
  expect(() => repository.append({ messages: [second, question] })).toThrow()
  expect(repository.get('c')?.messages).toHaveLength(2)
})

// An answer of an earlier version had its conditions dropped for the five keys that did not exist then.
test('conditions kept before batches, mapping and profiles were told come back, these unknown', () => {
  const { answer, folder, store } = storeWithTurn()
  store.close()
  const { batchTokens: _, ubatchTokens: __, mmap: ___, mlock: ____, profileName: _____, ...old } = someConditions
  const db = new Database(storePaths(folder).database)
  db.prepare('UPDATE messages SET conditions = ? WHERE id = ?').run(JSON.stringify(old), answer.id)
  db.close()
  const unknown = { batchTokens: null, ubatchTokens: null, mmap: null, mlock: null, profileName: null }
  expect(tempStore(folder).conversations.message(answer.id)?.conditions).toEqual({ ...old, ...unknown })
})

test('a change touches its own columns alone', () => {
  const { repository, answer } = storeWithTurn()
  repository.updateMessage(answer.id, { text: 'One', state: 'streaming', conditions: someConditions })
  repository.updateMessage(answer.id, { text: 'One two' })
  repository.updateMessage(answer.id, { state: 'complete', finishReason: 'end-of-turn', figures: someFigures })
  repository.updateMessage(answer.id, {})
  expect(repository.message(answer.id)).toEqual({
    ...answer,
    text: 'One two',
    state: 'complete',
    finishReason: 'end-of-turn',
    figures: someFigures,
    conditions: someConditions,
  })
})

test('messages keep the order in which they were made, although the clock went back', () => {
  const { repository, answer } = storeWithTurn()
  const late = aMessage({ conversationId: 'c', parentId: answer.id, createdAtMs: 5 })
  repository.append({ messages: [late] })
  expect(repository.get('c')?.messages.at(-1)?.id).toBe(late.id)
  expect(repository.summary('c')?.updatedAtMs).toBe(30)
})

test('text of any kind comes back unharmed', () => {
  const { repository, answer } = storeWithTurn()
  for (const text of [
    '',
    'NUL \0 inside',
    '🦒 \u{10FFFF}',
    "'; DROP TABLE messages; --",
    '\r\n\t',
    'x'.repeat(1_000_000),
  ]) {
    repository.updateMessage(answer.id, { text })
    expect(repository.message(answer.id)?.text === text).toBe(true)
  }
})

test('a removed conversation is seen nowhere, and comes back whole', () => {
  const { repository, answer } = storeWithTurn()
  repository.setRemoved('c', 100)
  expect([repository.list(), repository.get('c'), repository.summary('c')]).toEqual([[], null, null])
  expect([repository.message(answer.id), repository.settings('c')]).toEqual([null, null])
  repository.setRemoved('c', null)
  expect(repository.get('c')?.messages).toHaveLength(2)
})

test('only what was removed before the time given is purged, with its messages and its place in the search', () => {
  const { repository, folder } = storeWithTurn()
  repository.append({
    conversation: { ...conversation, id: 'd' },
    messages: [aMessage({ conversationId: 'd', text: 'zebra' })],
  })
  repository.setRemoved('d', 100)
  repository.purgeRemovedBefore(100)
  repository.setRemoved('d', null)
  expect(repository.search('zebra', 10)).toHaveLength(1)
  repository.setRemoved('d', 100)
  repository.purgeRemovedBefore(101)
  repository.setRemoved('d', null)
  expect(repository.list().map(({ id }) => id)).toEqual(['c'])
  const db = new Database(join(folder, 'wattle.db'), { readonly: true })
  expect(db.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(2)
  db.close()
})

test('what a killed app left running is interrupted, keeps its text, and can be found', () => {
  const { repository, answer, question } = storeWithTurn()
  repository.updateMessage(answer.id, { text: 'Half an acacia', state: 'streaming' })
  expect(repository.interruptUnfinished()).toBe(1)
  expect(repository.interruptUnfinished()).toBe(0)
  expect(repository.message(answer.id)).toMatchObject({
    text: 'Half an acacia',
    state: 'interrupted',
    problem: { code: 'APP_CLOSED' },
  })
  expect(repository.message(question.id)?.state).toBe('complete')
  expect(repository.search('acacia', 10).map(({ messageId }) => messageId)).toEqual([answer.id])
})

test('broken values hide no row: they read as null and stay in the file', () => {
  const { repository, answer, folder, store } = storeWithTurn()
  repository.updateMessage(answer.id, { figures: someFigures, conditions: someConditions })
  store.close()
  const db = new Database(join(folder, 'wattle.db'))
  db.exec(`UPDATE messages SET figures = '{"promptTokens": "many"}', conditions = '{', state = 'pondering',
    finish_reason = 'bored', problem = '[]' WHERE id = '${answer.id}'`)
  db.exec(`UPDATE conversations SET settings = 'nonsense', active_leaf_id = 'gone'`)
  db.close()
  const again = openStore(storePaths(folder))
  expect(again.conversations.get('c')).toMatchObject({ settings: conversation.settings, activeLeafId: answer.id })
  expect(again.conversations.message(answer.id)).toEqual({ ...answer, state: 'interrupted' })
  again.conversations.updateMessage(answer.id, { text: 'New text' })
  again.close()
  const check = new Database(join(folder, 'wattle.db'))
  expect(check.prepare('SELECT conditions FROM messages WHERE id = ?').pluck().get(answer.id)).toBe('{')
  check.close()
})

test('rename, settings and the active branch are kept; unknown ids change nothing', () => {
  const { repository, question } = storeWithTurn()
  repository.rename('c', 'Another')
  repository.configure('c', { systemPrompt: 'Rhyme.', sampling: { temperature: 0 } })
  repository.setActiveLeaf('c', question.id)
  repository.rename('nobody', 'Nothing')
  expect(repository.get('c')).toMatchObject({ title: 'Another', activeLeafId: question.id })
  expect(repository.settings('c')).toEqual({ systemPrompt: 'Rhyme.', sampling: { temperature: 0 } })
  expect([repository.get('nobody'), repository.message('nobody'), repository.path('nobody')]).toEqual([null, null, []])
})

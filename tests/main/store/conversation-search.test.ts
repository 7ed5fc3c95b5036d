import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConversationRepository } from '../../../main/core/ports/conversation-repository.ts'
import { aMessage } from '../../support/messages.ts'
import { tempStore } from '../../support/temp-store.ts'

const settings = { systemPrompt: null, sampling: {} }

function storeWith(conversations: { title: string; texts: string[] }[]): ConversationRepository {
  const repository = tempStore().conversations
  conversations.forEach(({ title, texts }, index) => {
    const id = `c${index}`
    const messages = texts.map((text) => aMessage({ conversationId: id, text }))
    repository.append({ conversation: { id, title, createdAtMs: index, settings }, messages })
  })
  return repository
}

const textsFound = (repository: ConversationRepository, query: string) =>
  repository.search(query, 50).map(({ snippet }) => snippet.map(({ text }) => text).join(''))

test('all words are needed, in any order, in any case, with or without accents; the last may be begun', () => {
  const repository = storeWith([{ title: 'Trees', texts: ['A café under the acacia', 'No coffee here'] }])
  const expected = ['A café under the acacia']
  for (const query of ['acacia cafe', 'CAFÉ', 'caf', 'under aca', ' acacia '])
    expect(textsFound(repository, query)).toEqual(expected)
  for (const query of ['caf acacia', 'acacia coffee', 'cacia']) expect(textsFound(repository, query)).toEqual([])
})

test('titles come before messages, and the better match first', () => {
  const repository = storeWith([
    { title: 'Holiday', texts: [`giraffe ${'and many other words '.repeat(20)}`, 'giraffe giraffe giraffe'] },
    { title: 'The giraffe', texts: ['nothing'] },
  ])
  const hits = repository.search('giraffe', 50)
  expect(hits.map(({ conversationTitle, messageId }) => [conversationTitle, messageId === null])).toEqual([
    ['The giraffe', true],
    ['Holiday', false],
    ['Holiday', false],
  ])
  expect(hits[1]?.snippet.filter(({ match }) => match)).toHaveLength(3)
  expect(repository.search('giraffe', 1)).toHaveLength(1)
})

test('a snippet marks what was found, on one line, with the text around it', () => {
  const far = 'word '.repeat(200)
  const repository = storeWith([{ title: 'T', texts: [`${far}\n\nthe tall giraffe\n\n${far}`] }])
  const [hit] = repository.search('gira', 1)
  expect(hit?.snippet.filter(({ match }) => match)).toEqual([{ text: 'giraffe', match: true }])
  const line = hit?.snippet.map(({ text }) => text).join('') ?? ''
  expect(line).toContain('the tall giraffe word')
  expect(line).not.toContain('\n')
  expect(line.length).toBeLessThan(300)
})

test('a snippet of text without word breaks stays short', () => {
  const repository = storeWith([{ title: 'T', texts: [`data ${'QUJD'.repeat(50_000)} end`] }])
  const line = textsFound(repository, 'data')[0] ?? ''
  expect(line.length).toBeLessThan(700)
})

test.each([
  '"',
  '""',
  "'",
  '*',
  'AND',
  'OR NOT',
  'NEAR(a b)',
  'text:word',
  'a^b',
  '-word',
  '+',
  '(',
  '{a b}:c',
  '\\',
  '%',
  ';--',
  '\0',
  'a\0b',
  '🦒',
  '\uD800',
  'word"word',
  '"word',
  'word*',
  '   ',
  '',
  'a '.repeat(20_000),
  'x'.repeat(500),
  '" OR "" *',
  'café\u0301',
  '日本語',
])('%j is a valid query', (query) => {
  const repository = storeWith([{ title: 'Title', texts: ['Some text'] }])
  expect(Array.isArray(repository.search(query, 5))).toBe(true)
})

test('any text is a valid query, and a word of a message finds that message', () => {
  const repository = storeWith([{ title: 'Title', texts: ['alpha beta'] }])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (query) => {
      repository.search(query, 5)
    }),
    { numRuns: 300 },
  )
  expect(textsFound(repository, 'NEAR alpha')).toEqual([])
  expect(textsFound(repository, '"alpha" "beta"')).toEqual(['alpha beta'])
})

test('operators are words like any other', () => {
  const repository = storeWith([{ title: 'Title', texts: ['this AND that', 'neither'] }])
  expect(textsFound(repository, 'and that')).toEqual(['this AND that'])
  expect(textsFound(repository, 'this OR neither')).toEqual([])
})

test('words that are written without spaces, and signs, are found anywhere in a text', () => {
  const repository = storeWith([
    {
      title: '東京の天気',
      texts: ['明日は東京に行きます GPT', 'Look: a 🦒, really', `${'あ'.repeat(500)}東京${'い'.repeat(500)}`],
    },
  ])
  expect(textsFound(repository, '天気')).toEqual(['東京の天気'])
  expect(repository.search('東京', 50).map(({ messageId }) => messageId === null)).toEqual([true, false, false])
  expect(textsFound(repository, '行きます gpt')).toEqual(['明日は東京に行きます GPT'])
  expect(textsFound(repository, '🦒')).toEqual(['Look: a 🦒, really'])
  const [hit] = repository.search('あ東京', 1)
  expect(hit?.snippet.filter(({ match }) => match)).toEqual([{ text: 'あ東京', match: true }])
  expect(hit?.snippet.map(({ text }) => text).join('').length).toBeLessThan(400)
})

test('a removed conversation and a running answer are not found', () => {
  const repository = storeWith([{ title: 'acacia 東京', texts: ['acacia 東京'] }])
  repository.append({ messages: [aMessage({ conversationId: 'c0', text: 'acacia 東京', state: 'streaming' })] })
  for (const query of ['acacia', '東京']) expect(repository.search(query, 50)).toHaveLength(2)
  repository.setRemoved('c0', 1)
  for (const query of ['acacia', '東京']) expect(repository.search(query, 50)).toEqual([])
})

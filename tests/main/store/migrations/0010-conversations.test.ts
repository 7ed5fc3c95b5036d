import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

const insertConversation = `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Title', 1, 1, '{}')`
const insertMessage = `INSERT INTO messages (id, conversation_id, parent_id, role, text, created_at_ms, state)
  VALUES (?, ?, ?, 'user', 'text', 1, 'complete')`

test('a message needs a conversation and a parent that exist', () => {
  const { db } = databaseAt(10)
  db.exec(insertConversation)
  db.prepare(insertMessage).run('m1', 'c', null)
  db.prepare(insertMessage).run('m2', 'c', 'm1')
  expect(() => db.prepare(insertMessage).run('m3', 'nowhere', null)).toThrow(/FOREIGN KEY/)
  expect(() => db.prepare(insertMessage).run('m3', 'c', 'nobody')).toThrow(/FOREIGN KEY/)
})

test('a conversation deeper than the limit of cascades can be deleted', () => {
  const { db } = databaseAt(10)
  db.exec(insertConversation)
  const insert = db.prepare(insertMessage)
  db.transaction(() => {
    for (let depth = 0; depth < 3000; depth += 1) insert.run(`m${depth}`, 'c', depth === 0 ? null : `m${depth - 1}`)
  })()
  db.exec('DELETE FROM conversations')
  expect(db.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(0)
})

test('the tables are strict: a value of the wrong type is refused', () => {
  const { db } = databaseAt(10)
  db.exec(insertConversation)
  expect(() => db.exec(`UPDATE conversations SET created_at_ms = 'yesterday'`)).toThrow(/TEXT value in INTEGER/)
})

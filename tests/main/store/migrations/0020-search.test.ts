import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../main/store/database.ts'
import { databaseAt } from '../../../support/database-at.ts'

const insertConversation = `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Giraffes', 1, 1, '{}')`

function insertMessage(db: WritableDb, id: string, text: string, state = 'complete') {
  const sql = `INSERT INTO messages (id, conversation_id, role, text, created_at_ms, state) VALUES (?, 'c', 'assistant', ?, 1, ?)`
  db.prepare(sql).run(id, text, state)
}

function found(db: WritableDb, word: string): unknown[] {
  return db
    .prepare(
      'SELECT m.id FROM message_search JOIN messages AS m ON m.row = message_search.rowid WHERE message_search MATCH ?',
    )
    .pluck()
    .all(word)
}

const foundTitles = (db: WritableDb, word: string) =>
  db.prepare('SELECT count(*) FROM title_search WHERE title_search MATCH ?').pluck().get(word)

/** Compares the index with the text that it is about; throws where they differ. */
function checkIndex(db: WritableDb) {
  db.exec(`INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)`)
  db.exec(`INSERT INTO title_search (title_search, rank) VALUES ('integrity-check', 1)`)
}

test('what was written before there was a search is found', () => {
  const { db, migrateTo } = databaseAt(10)
  db.exec(insertConversation)
  insertMessage(db, 'old', 'The acacia grows in the savanna')
  insertMessage(db, 'running', 'The acacia is', 'streaming')
  migrateTo(20)
  expect(found(db, 'acacia')).toEqual(['old'])
  expect(foundTitles(db, 'giraffes')).toBe(1)
  checkIndex(db)
})

test('a running answer is indexed once, when it ends', () => {
  const { db } = databaseAt(20)
  db.exec(insertConversation)
  insertMessage(db, 'm', '', 'queued')
  const indexed = () => db.prepare('SELECT count(*) FROM message_search_docsize').pluck().get()
  for (const text of ['one', 'one two', 'one two three']) {
    db.prepare(`UPDATE messages SET text = ?, state = 'streaming'`).run(text)
    expect(indexed()).toBe(0)
  }
  db.exec(`UPDATE messages SET state = 'complete'`)
  expect(found(db, 'three')).toEqual(['m'])
  checkIndex(db)
})

test('changed and deleted text leaves the index', () => {
  const { db } = databaseAt(20)
  db.exec(insertConversation)
  insertMessage(db, 'm', 'zebra')
  db.exec(`UPDATE messages SET text = 'lion'`)
  db.exec(`UPDATE conversations SET title = 'Lions'`)
  expect([found(db, 'zebra'), found(db, 'lion')]).toEqual([[], ['m']])
  expect([foundTitles(db, 'giraffes'), foundTitles(db, 'lions')]).toEqual([0, 1])
  db.exec('DELETE FROM conversations')
  expect(found(db, 'lion')).toEqual([])
  expect(foundTitles(db, 'lions')).toBe(0)
  checkIndex(db)
})

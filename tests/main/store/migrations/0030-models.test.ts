import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

test('conversations are untouched, and a model has one row', () => {
  const { db, migrateTo } = databaseAt(20)
  db.exec(
    `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Kept', 1, 1, '{}')`,
  )
  migrateTo(30)
  expect(db.prepare('SELECT title FROM conversations').pluck().all()).toEqual(['Kept'])
  const insert = db.prepare(
    `INSERT INTO models (id, name, file_name, path, size_bytes, modified_at_ms, quantization, architecture, has_chat_template,
       added_at_ms, is_starter) VALUES ('m', 'Model', 'm.gguf', '/m.gguf', 1, 1, 'Q4_1', 'llama', 1, 1, 0)`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(/UNIQUE/)
})

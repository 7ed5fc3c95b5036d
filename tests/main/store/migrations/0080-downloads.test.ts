import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

test('models are untouched, a download has one row, and its files go with it', () => {
  const { db, migrateTo } = databaseAt(60)
  db.exec(
    `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Kept', 1, 1, '{}')`,
  )
  migrateTo(80)
  expect(db.prepare('SELECT title FROM conversations').pluck().all()).toEqual(['Kept'])
  const insert = db.prepare(
    `INSERT INTO downloads (id, position, name, state, sources, source_index, folder, attempts, is_starter, created_at_ms)
     VALUES ('d', 1, 'Model', 'queued', '[]', 0, '/models', '[]', 0, 1)`,
  )
  insert.run()
  expect(() => insert.run()).toThrow(/UNIQUE/)
  db.exec(`INSERT INTO download_files (download_id, file_index, file_name, is_done) VALUES ('d', 0, 'm.gguf', 0)`)
  db.exec(`DELETE FROM downloads WHERE id = 'd'`)
  expect(db.prepare('SELECT count(*) FROM download_files').pluck().get()).toBe(0)
})

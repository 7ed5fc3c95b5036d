import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

test('what was there before stays, and the lab begins empty', () => {
  const { db, migrateTo } = databaseAt(90)
  db.exec(
    `INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Kept', 1, 1, '{}')`,
  )
  migrateTo(100)
  expect(db.prepare('SELECT title FROM conversations').pluck().all()).toEqual(['Kept'])
  expect(db.prepare('SELECT count(*) FROM lab_runs').pluck().get()).toBe(0)
})

test('all parts of a run go with it, its words too; samples belong to a run', () => {
  const { db, migrateTo } = databaseAt(90)
  migrateTo(100)
  const insertSample = `INSERT INTO lab_samples VALUES (1, 0, 0, 0, 0, 1, 1, 1.5, 1, 1, NULL, NULL, NULL, NULL, NULL)`
  expect(() => db.exec(insertSample)).toThrow(/FOREIGN KEY/)
  db.exec(`
    INSERT INTO lab_runs VALUES (1, 'r', 'Run', 'done', 1, 2, '[]', '[]', 1, 1, 0, '', '', 0, 'cpu', '', '[]', 0, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO lab_run_details VALUES (1, '{}', '[]', '{}', '{}', NULL, '', NULL, NULL);
    INSERT INTO lab_facets VALUES ('tag', 'x', 1);
    INSERT INTO lab_search (rowid, text) VALUES (1, 'Run');
    ${insertSample};
    DELETE FROM lab_runs;
  `)
  for (const table of ['lab_run_details', 'lab_facets', 'lab_samples']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  }
  expect(db.prepare(`SELECT count(*) FROM lab_search WHERE lab_search MATCH 'run'`).pluck().get()).toBe(0)
})

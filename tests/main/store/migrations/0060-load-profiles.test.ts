import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

// Two defaults would make it a matter of chance which one a model is loaded with.
test('a model has one default at most, and one profile of a name however it is written', () => {
  const { db, migrateTo } = databaseAt(50)
  migrateTo(60)
  const insert = db.prepare(
    `INSERT INTO load_profiles (id, model_id, name, is_default, load, sampling) VALUES (?, ?, ?, ?, '{}', '{}')`,
  )
  insert.run('1', 'a', 'Long context', 1)
  insert.run('2', 'a', 'Creative', 0)
  insert.run('3', 'b', 'long context', 1)
  expect(() => insert.run('4', 'a', 'Fast', 1)).toThrow(/UNIQUE/)
  expect(() => insert.run('5', 'a', 'CREATIVE', 0)).toThrow(/UNIQUE/)
})

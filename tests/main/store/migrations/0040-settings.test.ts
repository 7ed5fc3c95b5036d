import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

test('each key is there once', () => {
  const { db, migrateTo } = databaseAt(30)
  migrateTo(40)
  for (const table of ['settings', 'facts']) {
    const insert = db.prepare(`INSERT INTO ${table} (key, value) VALUES ('key', '1')`)
    insert.run()
    expect(() => insert.run()).toThrow(/UNIQUE/)
  }
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWritable, schemaVersion } from '../../../main/store/database.ts'
import { migrate } from '../../../main/store/migrate.ts'
import { tempFolder } from '../../support/temp-store.ts'

test('a step that fails leaves no trace, and those before it stay', () => {
  const db = openWritable(join(tempFolder(), 'wattle.db'))
  const steps = [
    { version: 10, up: () => void db.exec('CREATE TABLE first (x)') },
    {
      version: 20,
      up() {
        db.exec('CREATE TABLE second (x)')
        throw new Error('power cut')
      },
    },
  ]
  expect(() => migrate(db, steps)).toThrow('power cut')
  expect(schemaVersion(db)).toBe(10)
  expect(db.prepare(`SELECT name FROM sqlite_schema`).pluck().all()).toEqual(['first'])
  db.close()
})

test('a step runs once', () => {
  const db = openWritable(join(tempFolder(), 'wattle.db'))
  let runs = 0
  const up = () => {
    runs += 1
  }
  const steps = [{ version: 10, up }]
  migrate(db, steps)
  migrate(db, steps)
  expect(runs).toBe(1)
  db.close()
})

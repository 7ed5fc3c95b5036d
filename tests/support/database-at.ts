import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openWritable, type WritableDb } from '../../main/store/database.ts'
import { migrate } from '../../main/store/migrate.ts'
import { migrations } from '../../main/store/migrations/index.ts'
import { tempFolder } from './temp-store.ts'

/** An empty database as the app had it at a version, and the way to the next ones. */
export function databaseAt(version: number): { db: WritableDb; migrateTo: (version: number) => void } {
  const db = openWritable(join(tempFolder(), 'wattle.db'))
  onTestFinished(() => void db.close())
  const migrateTo = (wanted: number) =>
    migrate(
      db,
      migrations.filter((migration) => migration.version <= wanted),
    )
  migrateTo(version)
  return { db, migrateTo }
}

import { schemaVersion, type WritableDb } from './database.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/** Takes the database through the steps that it has not been through. A step that fails leaves no trace. */
export function migrate(db: WritableDb, migrations: readonly Migration[] = allMigrations): void {
  const version = schemaVersion(db)
  for (const migration of migrations) {
    if (migration.version <= version) continue
    db.transaction(() => {
      migration.up(db)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}

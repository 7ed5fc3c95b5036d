import type { Migration } from './migration.ts'

/** Settings, one row for each top-level key with its value as JSON, and small facts that the app remembers. */
export const settings: Migration = {
  version: 40,
  up(db) {
    db.exec(`
      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `)
  },
}

import type { Migration } from './migration.ts'

/**
 * The folders that models are found in, and what is known of a model beyond its header: what the user says of it, the files that it
 * consists of, where it came from, why it cannot be used. What older rows lack is read from their files by the next scan.
 */
export const library: Migration = {
  version: 50,
  up(db) {
    db.exec(`
      CREATE TABLE folders (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        added_at_ms INTEGER NOT NULL,
        removed_at_ms INTEGER
      ) STRICT;

      ALTER TABLE models ADD COLUMN folder_id TEXT REFERENCES folders (id);
      ALTER TABLE models ADD COLUMN user_name TEXT;
      ALTER TABLE models ADD COLUMN notes TEXT NOT NULL DEFAULT '';
      ALTER TABLE models ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE models ADD COLUMN is_favourite INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE models ADD COLUMN parts TEXT;
      ALTER TABLE models ADD COLUMN header TEXT;
      ALTER TABLE models ADD COLUMN problem TEXT;
      ALTER TABLE models ADD COLUMN ladder_id TEXT;
      ALTER TABLE models ADD COLUMN ladder_name TEXT;
      ALTER TABLE models ADD COLUMN publisher TEXT;
      ALTER TABLE models ADD COLUMN source TEXT;
      ALTER TABLE models ADD COLUMN trash TEXT;

      CREATE INDEX models_by_folder ON models (folder_id);
    `)
  },
}

import type { Migration } from './migration.ts'

/**
 * Named ways to load and ask a model. They outlive the model's place in the list, so that a removal can be undone: no key refers to it.
 * `load` and `sampling` hold what differs from the settings, as JSON.
 */
export const loadProfiles: Migration = {
  version: 60,
  up(db) {
    db.exec(`
      CREATE TABLE load_profiles (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        model_id TEXT NOT NULL,
        name TEXT NOT NULL,
        is_default INTEGER NOT NULL,
        load TEXT NOT NULL,
        sampling TEXT NOT NULL,
        system_prompt TEXT
      ) STRICT;

      CREATE UNIQUE INDEX load_profiles_by_name ON load_profiles (model_id, name COLLATE NOCASE);
      CREATE UNIQUE INDEX load_profiles_default ON load_profiles (model_id) WHERE is_default = 1;
    `)
  },
}

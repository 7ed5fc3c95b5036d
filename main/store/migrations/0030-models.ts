import type { Migration } from './migration.ts'

/** Model files that Wattle knows, with what their headers say. Removed ones stay, for an undo and for history. */
export const models: Migration = {
  version: 30,
  up(db) {
    db.exec(`
      CREATE TABLE models (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        file_name TEXT NOT NULL,
        path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        modified_at_ms INTEGER NOT NULL,
        quantization TEXT NOT NULL,
        architecture TEXT NOT NULL,
        parameter_count INTEGER,
        trained_context_tokens INTEGER,
        layer_count INTEGER,
        embedding_length INTEGER,
        vocabulary_size INTEGER,
        kv_elements_per_token TEXT,
        has_chat_template INTEGER NOT NULL,
        licence TEXT,
        sha256 TEXT,
        added_at_ms INTEGER NOT NULL,
        last_used_at_ms INTEGER,
        is_starter INTEGER NOT NULL,
        removed_at_ms INTEGER
      ) STRICT;

      CREATE INDEX models_by_path ON models (path);
    `)
  },
}

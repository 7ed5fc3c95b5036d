import type { Migration } from './migration.ts'

/**
 * Conversations and their message trees. `row` orders messages by the time they were made, whatever the clock did.
 * Parents do not cascade: SQLite follows a chain of cascades no deeper than 1000, and conversations are longer than that.
 */
export const conversations: Migration = {
  version: 10,
  up(db) {
    db.exec(`
      CREATE TABLE conversations (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        settings TEXT NOT NULL,
        active_leaf_id TEXT,
        removed_at_ms INTEGER
      ) STRICT;

      CREATE TABLE messages (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        parent_id TEXT REFERENCES messages (id),
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        state TEXT NOT NULL,
        finish_reason TEXT,
        problem TEXT,
        figures TEXT,
        conditions TEXT,
        continued_from_id TEXT
      ) STRICT;

      CREATE INDEX messages_by_conversation ON messages (conversation_id);
      CREATE INDEX messages_by_parent ON messages (parent_id);
      CREATE INDEX messages_unfinished ON messages (state) WHERE state IN ('queued', 'streaming');
    `)
  },
}

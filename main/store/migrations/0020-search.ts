import type { Migration } from './migration.ts'

/**
 * Full-text search over titles and messages. The text stays in its own table (external content). An answer is indexed when it
 * has ended: `finished_messages` is what the index is about, so that a rebuild and the triggers agree, and writing a running
 * answer once a second does not touch the index.
 */
export const search: Migration = {
  version: 20,
  up(db) {
    db.exec(`
      CREATE VIEW finished_messages AS
        SELECT row, text FROM messages WHERE state NOT IN ('queued', 'streaming');

      CREATE VIRTUAL TABLE message_search USING fts5 (
        text, content = 'finished_messages', content_rowid = 'row',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
      );

      CREATE VIRTUAL TABLE title_search USING fts5 (
        title, content = 'conversations', content_rowid = 'row',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
      );

      CREATE TRIGGER message_search_insert AFTER INSERT ON messages
      WHEN new.state NOT IN ('queued', 'streaming') BEGIN
        INSERT INTO message_search (rowid, text) VALUES (new.row, new.text);
      END;

      CREATE TRIGGER message_search_delete AFTER DELETE ON messages
      WHEN old.state NOT IN ('queued', 'streaming') BEGIN
        INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.row, old.text);
      END;

      CREATE TRIGGER message_search_forget AFTER UPDATE OF text, state ON messages
      WHEN old.state NOT IN ('queued', 'streaming') BEGIN
        INSERT INTO message_search (message_search, rowid, text) VALUES ('delete', old.row, old.text);
      END;

      CREATE TRIGGER message_search_learn AFTER UPDATE OF text, state ON messages
      WHEN new.state NOT IN ('queued', 'streaming') BEGIN
        INSERT INTO message_search (rowid, text) VALUES (new.row, new.text);
      END;

      CREATE TRIGGER title_search_insert AFTER INSERT ON conversations BEGIN
        INSERT INTO title_search (rowid, title) VALUES (new.row, new.title);
      END;

      CREATE TRIGGER title_search_delete AFTER DELETE ON conversations BEGIN
        INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.row, old.title);
      END;

      CREATE TRIGGER title_search_update AFTER UPDATE OF title ON conversations BEGIN
        INSERT INTO title_search (title_search, rowid, title) VALUES ('delete', old.row, old.title);
        INSERT INTO title_search (rowid, title) VALUES (new.row, new.title);
      END;

      INSERT INTO message_search (message_search) VALUES ('rebuild');
      INSERT INTO title_search (title_search) VALUES ('rebuild');
    `)
  },
}

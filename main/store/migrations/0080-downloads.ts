import type { Migration } from './migration.ts'

/** The queue of downloads, with what of each file is safe on the disk. */
export const downloads: Migration = {
  version: 80,
  up(db) {
    db.exec(`
      CREATE TABLE downloads (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        quantization TEXT,
        state TEXT NOT NULL,
        sources TEXT NOT NULL,
        source_index INTEGER NOT NULL,
        folder TEXT NOT NULL,
        problem TEXT,
        retry_at_ms INTEGER,
        attempts TEXT NOT NULL,
        is_starter INTEGER NOT NULL,
        model_id TEXT,
        created_at_ms INTEGER NOT NULL,
        ended_at_ms INTEGER
      ) STRICT;

      CREATE TABLE download_files (
        download_id TEXT NOT NULL REFERENCES downloads (id) ON DELETE CASCADE,
        file_index INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        size_bytes INTEGER,
        sha256 TEXT,
        part TEXT,
        is_done INTEGER NOT NULL,
        PRIMARY KEY (download_id, file_index)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}

import type { Migration } from './migration.ts'

/**
 * The lab's runs. `lab_runs` holds what a list shows and filters by, in short rows; what a run's page alone needs is beside it. `lab_facets` has
 * each model, quantization and tag of a run once. Samples have what a verdict and a trend count by in columns of their own, and an index
 * that holds all of a rate, so that no trend reads their JSON. `lab_search` keeps no text: it is about names, labels, tags and notes, and is written
 * with them.
 */
export const lab: Migration = {
  version: 100,
  up(db) {
    db.exec(`
      CREATE TABLE lab_runs (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at_ms INTEGER NOT NULL,
        ended_at_ms INTEGER,
        model_names TEXT NOT NULL,
        variant_labels TEXT NOT NULL,
        blocks_done INTEGER NOT NULL,
        sample_count INTEGER NOT NULL,
        has_quality INTEGER NOT NULL,
        machine_name TEXT NOT NULL,
        machine_fingerprint TEXT NOT NULL,
        is_imported INTEGER NOT NULL,
        backend TEXT NOT NULL,
        engine_build TEXT NOT NULL,
        tags TEXT NOT NULL,
        has_notes INTEGER NOT NULL,
        low_j REAL,
        energy_j REAL,
        high_j REAL,
        provenance TEXT,
        removed_at_ms INTEGER
      ) STRICT;

      CREATE INDEX lab_runs_by_time ON lab_runs (started_at_ms, row) WHERE removed_at_ms IS NULL;
      CREATE INDEX lab_runs_removed ON lab_runs (removed_at_ms) WHERE removed_at_ms IS NOT NULL;
      CREATE INDEX lab_runs_running ON lab_runs (state) WHERE state = 'running';

      CREATE TABLE lab_run_details (
        run INTEGER PRIMARY KEY REFERENCES lab_runs (row) ON DELETE CASCADE,
        plan TEXT NOT NULL,
        tests TEXT NOT NULL,
        machine TEXT NOT NULL,
        environment TEXT NOT NULL,
        quality_setup TEXT,
        notes TEXT NOT NULL,
        imported_from TEXT,
        problem TEXT
      ) STRICT;

      CREATE TABLE lab_variants (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        variant INTEGER NOT NULL,
        label TEXT NOT NULL,
        model_name TEXT NOT NULL,
        quantization TEXT NOT NULL,
        setting TEXT NOT NULL,
        model TEXT NOT NULL,
        parameters TEXT NOT NULL,
        problem TEXT,
        PRIMARY KEY (run, variant)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lab_tests (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        test INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (run, test)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lab_facets (
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        PRIMARY KEY (kind, value, run)
      ) STRICT, WITHOUT ROWID;

      CREATE INDEX lab_facets_by_run ON lab_facets (run);

      CREATE TABLE lab_samples (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        block INTEGER NOT NULL,
        variant INTEGER NOT NULL,
        test INTEGER NOT NULL,
        started_at_ms INTEGER NOT NULL,
        duration_ns INTEGER NOT NULL,
        tokens_per_second REAL NOT NULL,
        prompt_tokens INTEGER NOT NULL,
        generated_tokens INTEGER NOT NULL,
        felt TEXT,
        energy TEXT,
        temperature_c REAL,
        other_load REAL,
        flags TEXT,
        PRIMARY KEY (run, place)
      ) STRICT, WITHOUT ROWID;

      CREATE INDEX lab_samples_by_cell ON lab_samples (run, variant, test, place, block, tokens_per_second);

      CREATE TABLE lab_memory (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        variant INTEGER NOT NULL,
        memory TEXT NOT NULL,
        PRIMARY KEY (run, variant)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lab_quality (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        variant INTEGER NOT NULL,
        quality TEXT NOT NULL,
        PRIMARY KEY (run, variant)
      ) STRICT;

      CREATE TABLE lab_quality_tokens (
        run INTEGER NOT NULL REFERENCES lab_runs (row) ON DELETE CASCADE,
        variant INTEGER NOT NULL,
        chunk INTEGER NOT NULL,
        duration_ms REAL NOT NULL,
        nll BLOB NOT NULL,
        reference_nll BLOB NOT NULL,
        kl BLOB NOT NULL,
        same_top BLOB NOT NULL,
        PRIMARY KEY (run, variant, chunk)
      ) STRICT;

      CREATE VIRTUAL TABLE lab_search USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
      );

      CREATE TRIGGER lab_search_delete AFTER DELETE ON lab_runs BEGIN
        DELETE FROM lab_search WHERE rowid = old.row;
      END;

      CREATE TABLE blind_tests (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        started_at_ms INTEGER NOT NULL,
        test TEXT NOT NULL
      ) STRICT;
    `)
  },
}

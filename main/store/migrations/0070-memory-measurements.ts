import type { Migration } from './migration.ts'

/**
 * What loads took beside what they were estimated to take, one row for each way a model was loaded; and llama.cpp's last simulation
 * for each model, as JSON. They outlive the model's place in the list: no key refers to it.
 */
export const memoryMeasurements: Migration = {
  version: 70,
  up(db) {
    db.exec(`
      CREATE TABLE memory_measurements (
        row INTEGER PRIMARY KEY,
        model_id TEXT NOT NULL,
        load_key TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        backend TEXT NOT NULL,
        context_tokens INTEGER NOT NULL,
        kv_type_k TEXT NOT NULL,
        kv_type_v TEXT NOT NULL,
        estimated_bytes INTEGER NOT NULL,
        measured_bytes INTEGER NOT NULL,
        is_complete INTEGER NOT NULL,
        is_simulated INTEGER NOT NULL,
        UNIQUE (model_id, load_key)
      ) STRICT;

      CREATE TABLE load_simulations (
        model_id TEXT PRIMARY KEY,
        load_key TEXT NOT NULL,
        simulation TEXT NOT NULL
      ) STRICT;
    `)
  },
}

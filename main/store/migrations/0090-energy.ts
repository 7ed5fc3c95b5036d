import type { Migration } from './migration.ts'

/** Power in steps of one length, each with the extremes of what it was made from. Kept in the order of time: it is written at its end. */
const powerSteps = (table: string) => `
  CREATE TABLE ${table} (
    at_ms INTEGER NOT NULL,
    source INTEGER NOT NULL,
    covered_us INTEGER NOT NULL,
    energy_uj INTEGER NOT NULL,
    low_uj INTEGER,
    high_uj INTEGER,
    min_mw INTEGER NOT NULL,
    max_mw INTEGER NOT NULL,
    PRIMARY KEY (at_ms, source)
  ) STRICT, WITHOUT ROWID;
`

/**
 * What answers took, beside each message as JSON and in a ledger of its own that totals are made from: it outlives messages and
 * conversations, so that no key refers to them. `answer_days` adds each answer up as it comes (`told_…`: where its decode window can tell), so
 * that a year of totals is read from days; `answer_parts` is one answer in that shape. Power over time is in whole microjoules: what is added up in any order is the same to the
 * digit.
 */
export const energy: Migration = {
  version: 90,
  up(db) {
    db.exec(`
      ALTER TABLE messages ADD COLUMN energy TEXT;

      CREATE TABLE answer_energy (
        row INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL UNIQUE,
        conversation_id TEXT NOT NULL,
        model_id TEXT,
        model_name TEXT NOT NULL,
        quantization TEXT NOT NULL,
        started_at_ms INTEGER NOT NULL,
        ended_at_ms INTEGER NOT NULL,
        day TEXT NOT NULL,
        provenance TEXT NOT NULL,
        prefill_tokens INTEGER NOT NULL,
        prefill_ms REAL NOT NULL,
        prefill_low_j REAL,
        prefill_j REAL,
        prefill_high_j REAL,
        prefill_is_too_short INTEGER NOT NULL,
        decode_tokens INTEGER NOT NULL,
        decode_ms REAL NOT NULL,
        decode_low_j REAL,
        decode_j REAL,
        decode_high_j REAL,
        decode_is_too_short INTEGER NOT NULL,
        low_j REAL NOT NULL,
        energy_j REAL NOT NULL,
        high_j REAL NOT NULL,
        currency TEXT,
        money_low REAL,
        money REAL,
        money_high REAL,
        carbon_low_g REAL,
        carbon_g REAL,
        carbon_high_g REAL,
        hardware_currency TEXT,
        hardware REAL
      ) STRICT;

      CREATE INDEX answer_energy_by_day ON answer_energy (day, started_at_ms);
      CREATE INDEX answer_energy_by_model ON answer_energy (model_id, started_at_ms);

      CREATE TABLE answer_days (
        row INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        conversation_id TEXT NOT NULL,
        model_id TEXT,
        model_name TEXT NOT NULL,
        quantization TEXT NOT NULL,
        provenance TEXT NOT NULL,
        currency TEXT,
        hardware_currency TEXT,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        answers INTEGER NOT NULL,
        prefill_tokens INTEGER NOT NULL,
        decode_tokens INTEGER NOT NULL,
        told_tokens INTEGER NOT NULL,
        told_low_j REAL,
        told_j REAL,
        told_high_j REAL,
        low_j REAL NOT NULL,
        energy_j REAL NOT NULL,
        high_j REAL NOT NULL,
        money_low REAL,
        money REAL,
        money_high REAL,
        carbon_low_g REAL,
        carbon_g REAL,
        carbon_high_g REAL,
        hardware REAL
      ) STRICT;

      CREATE UNIQUE INDEX answer_days_key ON answer_days (
        day, conversation_id, ifnull(model_id, ''), model_name, quantization, provenance, ifnull(currency, ''),
        ifnull(hardware_currency, '')
      );

      CREATE INDEX answer_days_by_conversation ON answer_days (conversation_id, provenance, low_j, energy_j, high_j);

      CREATE VIEW answer_parts AS
        SELECT message_id, day, conversation_id, model_id, model_name, quantization, provenance, currency, hardware_currency,
          started_at_ms AS first_ms, started_at_ms AS last_ms, 1 AS answers, prefill_tokens, decode_tokens,
          iif(tells, decode_tokens, 0) AS told_tokens, iif(tells, decode_low_j, NULL) AS told_low_j,
          iif(tells, decode_j, NULL) AS told_j, iif(tells, decode_high_j, NULL) AS told_high_j,
          low_j, energy_j, high_j, money_low, money, money_high, carbon_low_g, carbon_g, carbon_high_g, hardware
        FROM (SELECT *, decode_j IS NOT NULL AND NOT decode_is_too_short AND decode_tokens > 0 AS tells FROM answer_energy);

      CREATE TABLE hour_energy (
        row INTEGER PRIMARY KEY,
        hour_start_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        model_id TEXT,
        model_name TEXT NOT NULL,
        quantization TEXT NOT NULL,
        day TEXT NOT NULL,
        provenance TEXT NOT NULL,
        currency TEXT,
        duration_ms REAL NOT NULL,
        low_j REAL NOT NULL,
        energy_j REAL NOT NULL,
        high_j REAL NOT NULL,
        money_low REAL,
        money REAL,
        money_high REAL,
        carbon_low_g REAL,
        carbon_g REAL,
        carbon_high_g REAL
      ) STRICT;

      CREATE UNIQUE INDEX hour_energy_key ON hour_energy (
        hour_start_ms, kind, ifnull(model_id, ''), model_name, quantization, ifnull(currency, ''), provenance
      );

      CREATE TABLE power_sources (
        source INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        collector TEXT NOT NULL,
        name TEXT NOT NULL,
        scope TEXT NOT NULL,
        provenance TEXT NOT NULL
      ) STRICT;

      CREATE TABLE power_pieces (
        at_us INTEGER NOT NULL,
        source INTEGER NOT NULL,
        covered_us INTEGER NOT NULL,
        energy_uj INTEGER NOT NULL,
        low_uj INTEGER,
        high_uj INTEGER,
        PRIMARY KEY (at_us, source)
      ) STRICT, WITHOUT ROWID;

      ${['power_1s', 'power_10s', 'power_1min', 'power_10min', 'power_2h'].map(powerSteps).join('')}
    `)
  },
}

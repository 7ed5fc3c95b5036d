import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

function oldDatabase() {
  const { db, migrateTo } = databaseAt(80)
  db.exec(`
    INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', 'Kept', 1, 1, '{}');
    INSERT INTO messages (id, conversation_id, role, text, created_at_ms, state) VALUES ('m', 'c', 'assistant', 'Text', 2, 'complete');
  `)
  return { db, migrateTo }
}

test('messages keep what they have, and know nothing of their energy', () => {
  const { db, migrateTo } = oldDatabase()
  const before = db.prepare('SELECT * FROM messages').get()
  migrateTo(90)
  expect(db.prepare('SELECT * FROM messages').get()).toEqual({ ...Object(before), energy: null })
  expect(db.prepare('SELECT count(*) FROM answer_energy').pluck().get()).toBe(0)
})

test('what answers took outlives them; loads and idling have one row an hour, also for a model without an id', () => {
  const { db, migrateTo } = oldDatabase()
  migrateTo(90)
  db.exec(`
    INSERT INTO answer_energy (message_id, conversation_id, model_name, quantization, started_at_ms, ended_at_ms, day, provenance,
      prefill_tokens, prefill_ms, prefill_is_too_short, decode_tokens, decode_ms, decode_is_too_short, low_j, energy_j, high_j)
    VALUES ('m', 'c', 'Model', 'Q4', 1, 2, '1970-01-01', 'estimated', 1, 1, 0, 1, 1, 0, 1, 2, 3);
    DELETE FROM conversations;
  `)
  expect(db.prepare('SELECT message_id FROM answer_energy').pluck().all()).toEqual(['m'])
  const insertHour = db.prepare(
    `INSERT INTO hour_energy (hour_start_ms, kind, model_name, quantization, day, provenance, duration_ms, low_j, energy_j, high_j)
     VALUES (0, 'idle', '', '', '1970-01-01', 'estimated', 1, 1, 2, 3)`,
  )
  insertHour.run()
  expect(() => insertHour.run()).toThrow(/UNIQUE/)
})

test('a source of power has one step at a time, on each level', () => {
  const { db, migrateTo } = databaseAt(90)
  migrateTo(90)
  for (const table of ['power_1s', 'power_10s', 'power_1min', 'power_10min', 'power_2h']) {
    const insert = db.prepare(`INSERT INTO ${table} VALUES (1000, 1, 5, 6, NULL, NULL, 7, 8)`)
    insert.run()
    expect(() => insert.run()).toThrow(/UNIQUE/)
  }
})

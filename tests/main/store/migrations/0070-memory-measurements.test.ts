import { expect, test } from 'vitest'
import { databaseAt } from '../../../support/database-at.ts'

// A second row for the same way to load would count one load twice in this machine's own error.
test('there is one measurement for each way to load a model, and one simulation for each model', () => {
  const { db, migrateTo } = databaseAt(60)
  migrateTo(70)
  const measure = db.prepare(
    `INSERT INTO memory_measurements (model_id, load_key, at_ms, backend, context_tokens, kv_type_k, kv_type_v, estimated_bytes,
       measured_bytes, is_complete, is_simulated) VALUES (?, ?, 1, 'cpu', 2048, 'f16', 'f16', 100, 90, 1, 1)`,
  )
  measure.run('a', 'x')
  measure.run('a', 'y')
  measure.run('b', 'x')
  expect(() => measure.run('a', 'x')).toThrow(/UNIQUE/)
  const simulate = db.prepare(`INSERT INTO load_simulations (model_id, load_key, simulation) VALUES (?, ?, '{}')`)
  simulate.run('a', 'x')
  expect(() => simulate.run('a', 'y')).toThrow(/UNIQUE/)
})

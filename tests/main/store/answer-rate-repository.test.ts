import { expect, test } from 'vitest'
import { createAnswerRateRepository } from '../../../main/store/answer-rate-repository.ts'
import { latestVersion } from '../../../main/store/migrations/index.ts'
import { databaseAt } from '../../support/database-at.ts'

test('complete answers tell how fast they were, the newest first, and broken ones are passed over', () => {
  const { db } = databaseAt(latestVersion)
  db.exec(`INSERT INTO conversations (id, title, created_at_ms, updated_at_ms, settings) VALUES ('c', '', 1, 1, '{}')`)
  const insert = db.prepare(
    `INSERT INTO messages (id, conversation_id, role, text, created_at_ms, state, figures, conditions)
     VALUES (?, 'c', 'assistant', '', 1, ?, ?, ?)`,
  )
  const conditions = JSON.stringify({ modelId: 'm', modelSizeBytes: 1000 })
  insert.run('first', 'complete', '{"tokensPerSecond":10}', conditions)
  insert.run('stopped', 'stopped', '{"tokensPerSecond":99}', conditions)
  insert.run('one-token', 'complete', '{"tokensPerSecond":null}', conditions)
  insert.run('no-figures', 'complete', null, conditions)
  insert.run('broken', 'complete', '{"tokensPerSecond":', conditions)
  insert.run('strange', 'complete', '{"tokensPerSecond":"fast"}', conditions)
  insert.run('no-model', 'complete', '{"tokensPerSecond":11}', '{}')
  insert.run('last', 'complete', '{"tokensPerSecond":12.5}', conditions)
  const { recent } = createAnswerRateRepository(db)
  expect(recent(100)).toEqual([
    { modelId: 'm', modelSizeBytes: 1000, tokensPerSecond: 12.5 },
    { modelId: 'm', modelSizeBytes: 1000, tokensPerSecond: 10 },
  ])
  expect(recent(1)).toHaveLength(1)
})

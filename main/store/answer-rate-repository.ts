import { z } from 'zod'
import type { AnswerRateRepository } from '../core/ports/answer-rate-repository.ts'
import type { ReadableDb } from './database.ts'

const rowSchema = z.object({
  modelId: z.string(),
  modelSizeBytes: z.number().positive(),
  tokensPerSecond: z.number().positive(),
})

export function createAnswerRateRepository(db: ReadableDb): AnswerRateRepository {
  // SQLite reads the three values out of the JSON; a broken one has none of them.
  const rows = db.prepare<[number], unknown>(
    `SELECT conditions ->> 'modelId' AS modelId, conditions ->> 'modelSizeBytes' AS modelSizeBytes,
       figures ->> 'tokensPerSecond' AS tokensPerSecond
     FROM (
       SELECT conditions, figures FROM messages
       WHERE state = 'complete' AND json_valid(conditions) AND json_valid(figures) ORDER BY row DESC LIMIT ?
     )`,
  )
  return {
    recent: (limit) => rows.all(limit).flatMap((row) => rowSchema.safeParse(row).data ?? []),
  }
}

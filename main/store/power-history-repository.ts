import type { PowerHistoryRepository } from '../core/ports/power-history-repository.ts'
import type { WritableDb } from './database.ts'
import { createPowerHistoryQueries } from './power-history-queries.ts'
import { createPowerHistoryWrites } from './power-history-writes.ts'

export function createPowerHistoryRepository(db: WritableDb): PowerHistoryRepository {
  return { ...createPowerHistoryQueries(db), ...createPowerHistoryWrites(db) }
}

import type { LabRepository } from '../core/ports/lab-repository.ts'
import { createBlindTestRows } from './blind-test-rows.ts'
import type { WritableDb } from './database.ts'
import { createLabList } from './lab-list.ts'
import { createLabQueries } from './lab-queries.ts'
import { createLabRemoval } from './lab-removal.ts'
import { createLabWrites } from './lab-writes.ts'

/** The lab's runs in SQLite. */
export function createLabRepository(db: WritableDb): LabRepository {
  return {
    ...createLabQueries(db),
    ...createLabWrites(db),
    ...createLabList(db),
    ...createLabRemoval(db),
    ...createBlindTestRows(db),
  }
}

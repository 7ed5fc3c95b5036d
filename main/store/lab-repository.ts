import type { LabRepository } from '../core/ports/lab-repository.ts'
import type { WritableDb } from './database.ts'

/** The lab's runs in SQLite. */
export function createLabRepository(_db: WritableDb): LabRepository {
  return {
    insert() {},
    change() {},
    addSample() {},
    setMemory() {},
    setQuality() {},
    setQualitySetup() {},
    addQualityTokens() {},
    qualityTokens: () => [],
    find: () => null,
    samples: () => [],
    summary: () => null,
    list: () => ({ runs: [], total: 0 }),
    facets: () => ({ modelNames: [], quantizations: [], machines: [], backends: [], tags: [] }),
    trendRows: () => [],
    remove() {},
    restore() {},
    purge() {},
    interruptRunning: () => [],
    saveBlindTest() {},
    blindTests: () => [],
    removeBlindTest() {},
  }
}

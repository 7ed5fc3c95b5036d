import type { EnergyLedgerRepository } from '../core/ports/energy-ledger-repository.ts'
import type { WritableDb } from './database.ts'
import { createEnergyLedgerQueries } from './energy-ledger-queries.ts'
import { createEnergyLedgerWrites } from './energy-ledger-writes.ts'

export function createEnergyLedgerRepository(db: WritableDb): EnergyLedgerRepository {
  return { ...createEnergyLedgerQueries(db), ...createEnergyLedgerWrites(db) }
}

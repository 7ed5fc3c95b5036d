import { noEnergy } from '../core/meter/no-energy.ts'
import type { EnergyLedgerRepository } from '../core/ports/energy-ledger-repository.ts'
import type { WritableDb } from './database.ts'

export function createEnergyLedgerRepository(_db: WritableDb): EnergyLedgerRepository {
  return {
    addAnswer() {},
    addHours() {},
    totals() {
      return {
        sinceMs: null,
        answers: 0,
        promptTokens: 0,
        decodeTokens: 0,
        all: noEnergy,
        answering: noEnergy,
        loading: noEnergy,
        idle: { ...noEnergy, durationMs: 0 },
        hardware: [],
        days: [],
        models: [],
        conversations: [],
      }
    },
    sum: () => noEnergy,
    ofConversation: () => noEnergy,
    recentJoulesPerToken: () => [],
  }
}

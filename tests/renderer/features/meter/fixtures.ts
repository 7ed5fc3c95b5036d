import type { EnergyRow, EnergySum, EnergyTotals } from '#contract/meter.ts'
import { aRange } from '../../../support/energies.ts'

/** An amount of energy in joules, with its money at 30 cents a kilowatt-hour where there is a price. */
export const aSum = (energyJ: number, change: Partial<EnergySum> = {}): EnergySum => ({
  energyJ: aRange(energyJ, 2),
  money: [{ currency: 'EUR', amount: aRange((energyJ / 3_600_000) * 0.3, 2) }],
  unpricedJ: 0,
  carbonG: null,
  provenance: 'device-counter',
  ...change,
})

export const aRow = (change: Partial<EnergyRow> = {}): EnergyRow => ({
  id: 'model-1',
  name: 'Llama 3.1 8B',
  quantization: 'Q4_K_M',
  answers: 12,
  promptTokens: 400_000,
  decodeTokens: 360_000,
  sum: aSum(2_203_200),
  joulesPerToken: aRange(2.9, 2),
  ...change,
})

/** Nothing was ever metered. */
export const noTotals: EnergyTotals = {
  sinceMs: null,
  answers: 0,
  promptTokens: 0,
  decodeTokens: 0,
  all: aSum(0, { money: [], provenance: null }),
  answering: aSum(0, { money: [], provenance: null }),
  loading: aSum(0, { money: [], provenance: null }),
  idle: { ...aSum(0, { money: [], provenance: null }), durationMs: 0 },
  hardware: [],
  days: [],
  models: [],
  conversations: [],
}

/** A model, a conversation, loads and idling, on one day. */
export const someTotals = (nowMs: number): EnergyTotals => ({
  ...noTotals,
  sinceMs: nowMs - 20 * 86_400_000,
  answers: 12,
  promptTokens: 400_000,
  decodeTokens: 360_000,
  all: aSum(3_600_000),
  answering: aSum(2_203_200),
  loading: aSum(36_000),
  idle: { ...aSum(1_360_800), durationMs: 3 * 3_600_000 },
  days: [
    {
      day: new Date(nowMs).toISOString().slice(0, 10),
      sum: aSum(3_600_000),
      idleJ: 1_360_800,
      models: [{ id: 'model-1', energyJ: 2_203_200 }],
    },
  ],
  models: [aRow()],
  conversations: [aRow({ id: 'c', name: 'Refactor the parser', quantization: '', joulesPerToken: null })],
})

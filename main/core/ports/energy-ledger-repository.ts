import type { AnswerEnergy, Money, Provenance, Range } from '#contract/energy.ts'
import type { EnergySum, EnergyTotals } from '#contract/meter.ts'

/** An answer as the ledger keeps it, also when its conversation is gone. */
export type AnswerEntry = {
  messageId: string
  conversationId: string
  modelId: string | null
  modelName: string
  quantization: string
  energy: AnswerEnergy
}

/** Energy that belongs to no answer, added up by the hour. Amounts are those to add. */
export type HourEntry = {
  /** `load`: a model was being loaded. `idle`: a model was in memory and nothing was answered. */
  kind: 'load' | 'idle'
  /** Of an hour of the system's time zone, so that no hour lies in two days. */
  hourStartMs: number
  modelId: string | null
  modelName: string
  quantization: string
  durationMs: number
  energyJ: Range
  provenance: Provenance
  money: Money | null
  carbonG: Range | null
}

/** What a forecast needs of an answer. */
export type RecentAnswer = {
  prefillTokens: number
  prefillMs: number
  /** null where it is not known, or its window was too short. */
  prefillJ: Range | null
  /** Prefill and decode. */
  energyJ: Range
}

/** What energy was used for. Entries are never changed, so that history does not re-price itself. */
export interface EnergyLedgerRepository {
  /** Stores the energy with its message and in the ledger, in one transaction. Does nothing where the ledger has the message. */
  addAnswer(entry: AnswerEntry): void
  /** Adds to the hours' entries, in one transaction. */
  addHours(entries: readonly HourEntry[]): void
  /**
   * Answers that began, and hours that began, between the two times. A day is the one that it was where the machine then was: it is written down
   * with the entry, and does not change with the time zone. Rows of models and conversations hold answers alone; a day's models hold loads too, so
   * that they and idling are the whole day. A conversation is called what it is called now. The name of one that was removed is gone, as the
   * user wished: its answers stay, all such in one row without id and name.
   */
  totals(fromMs: number, toMs: number): EnergyTotals
  /** All between two times, without the tables. */
  sum(fromMs: number, toMs: number): EnergySum
  ofConversation(conversationId: string): EnergySum
  /** A model's newest answers, at most so many, the newest first. */
  recentAnswers(modelId: string, limit: number): RecentAnswer[]
}

import type { AnswerEntry, HourEntry } from '../core/ports/energy-ledger-repository.ts'
import { localDay } from './local-day.ts'

/** A row of `answer_energy`. Its day is that of the time zone in which it was made, and stays so. */
export function answerRow({ energy, ...entry }: AnswerEntry) {
  const { prefill, decode } = energy
  return {
    message_id: entry.messageId,
    conversation_id: entry.conversationId,
    model_id: entry.modelId,
    model_name: entry.modelName,
    quantization: entry.quantization,
    started_at_ms: energy.startedAtMs,
    ended_at_ms: energy.endedAtMs,
    day: localDay(energy.startedAtMs),
    provenance: energy.provenance,
    prefill_tokens: prefill.tokens,
    prefill_ms: prefill.durationMs,
    prefill_low_j: prefill.energyJ?.low ?? null,
    prefill_j: prefill.energyJ?.central ?? null,
    prefill_high_j: prefill.energyJ?.high ?? null,
    prefill_is_too_short: prefill.isTooShort ? 1 : 0,
    decode_tokens: decode.tokens,
    decode_ms: decode.durationMs,
    decode_low_j: decode.energyJ?.low ?? null,
    decode_j: decode.energyJ?.central ?? null,
    decode_high_j: decode.energyJ?.high ?? null,
    decode_is_too_short: decode.isTooShort ? 1 : 0,
    low_j: energy.energyJ.low,
    energy_j: energy.energyJ.central,
    high_j: energy.energyJ.high,
    currency: energy.money?.currency ?? null,
    money_low: energy.money?.amount?.low ?? null,
    money: energy.money?.amount?.central ?? null,
    money_high: energy.money?.amount?.high ?? null,
    carbon_low_g: energy.carbon?.grams?.low ?? null,
    carbon_g: energy.carbon?.grams?.central ?? null,
    carbon_high_g: energy.carbon?.grams?.high ?? null,
    hardware_currency: energy.hardware?.currency ?? null,
    hardware: energy.hardware?.amount ?? null,
  }
}

/** A row of `hour_energy`. */
export function hourRow(entry: HourEntry) {
  return {
    hour_start_ms: entry.hourStartMs,
    kind: entry.kind,
    model_id: entry.modelId,
    model_name: entry.modelName,
    quantization: entry.quantization,
    day: localDay(entry.hourStartMs),
    provenance: entry.provenance,
    duration_ms: entry.durationMs,
    low_j: entry.energyJ.low,
    energy_j: entry.energyJ.central,
    high_j: entry.energyJ.high,
    currency: entry.money?.currency ?? null,
    money_low: entry.money?.amount?.low ?? null,
    money: entry.money?.amount?.central ?? null,
    money_high: entry.money?.amount?.high ?? null,
    carbon_low_g: entry.carbonG?.low ?? null,
    carbon_g: entry.carbonG?.central ?? null,
    carbon_high_g: entry.carbonG?.high ?? null,
  }
}

import type { EnergyLedgerRepository, RecentAnswer } from '../core/ports/energy-ledger-repository.ts'
import type { ReadableDb } from './database.ts'
import { type EnergySumRow, rangeOf, sumColumns, sumOf } from './energy-sum-row.ts'
import {
  type AnswerGroup,
  answerGroupColumns,
  type ConversationGroup,
  type HourGroup,
  totalsFrom,
} from './energy-totals.ts'

type RecentRow = {
  prefill_tokens: number
  prefill_ms: number
  prefill_low_j: number | null
  prefill_j: number | null
  prefill_high_j: number | null
  prefill_is_too_short: number
  low_j: number
  energy_j: number
  high_j: number
}

type Span = { fromMs: number; toMs: number }

/**
 * `parts`: what lies between two times, from `answer_days` where all of a day does, and answer by answer where the edge of the span goes through
 * the day.
 */
const partColumns = `day, conversation_id, model_id, model_name, quantization, provenance, currency, hardware_currency, last_ms, answers,
  prefill_tokens, decode_tokens, told_tokens, told_low_j, told_j, told_high_j, low_j, energy_j, high_j, money_low, money, money_high,
  carbon_low_g, carbon_g, carbon_high_g, hardware`
const spanParts = `
  WITH days AS (
    SELECT day, min(first_ms) >= :fromMs AND max(last_ms) < :toMs AS is_whole FROM answer_days
    GROUP BY day HAVING max(last_ms) >= :fromMs AND min(first_ms) < :toMs
  ), parts AS MATERIALIZED (
    SELECT ${partColumns} FROM answer_days WHERE day IN (SELECT day FROM days WHERE is_whole)
    UNION ALL
    SELECT ${partColumns} FROM answer_parts
    WHERE first_ms >= :fromMs AND first_ms < :toMs AND day IN (SELECT day FROM days WHERE NOT is_whole)
  )`

/** The reading half of the ledger. All adding up is SQL's: it hands over a row for each day, model and currency. */
export function createEnergyLedgerQueries(
  db: ReadableDb,
): Pick<EnergyLedgerRepository, 'totals' | 'sum' | 'ofConversation' | 'recentAnswers'> {
  const answerGroups = db.prepare<[Span], AnswerGroup>(
    `${spanParts} SELECT day, model_id, model_name, quantization, currency, hardware_currency, sum(hardware) AS hardware,
       max(last_ms) AS newest_ms, ${answerGroupColumns}, ${sumColumns}
     FROM parts GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY day`,
  )
  const conversationGroups = db.prepare<[Span], ConversationGroup>(
    `${spanParts} SELECT c.id, c.title AS name, sums.* FROM (
       SELECT conversation_id, currency, ${answerGroupColumns}, ${sumColumns} FROM parts GROUP BY 1, 2
     ) AS sums LEFT JOIN conversations AS c ON c.id = sums.conversation_id AND c.removed_at_ms IS NULL`,
  )
  const hourGroups = db.prepare<[number, number], HourGroup>(
    `SELECT day, kind, model_id, model_name, quantization, currency, sum(duration_ms) AS duration_ms, ${sumColumns}
     FROM hour_energy WHERE hour_start_ms >= ? AND hour_start_ms < ? GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY day`,
  )
  const since = db
    .prepare<[], number | null>(
      `SELECT min(at_ms) FROM (
         SELECT min(first_ms) AS at_ms FROM answer_days UNION ALL SELECT min(hour_start_ms) FROM hour_energy
       )`,
    )
    .pluck()
  const answerSums = db.prepare<[Span], EnergySumRow>(
    `${spanParts} SELECT currency, ${sumColumns} FROM parts GROUP BY currency`,
  )
  const hourSums = db.prepare<[number, number], EnergySumRow>(
    `SELECT currency, ${sumColumns} FROM hour_energy WHERE hour_start_ms >= ? AND hour_start_ms < ? GROUP BY currency`,
  )
  const conversationSums = db.prepare<[string], EnergySumRow>(
    `SELECT currency, ${sumColumns} FROM answer_days WHERE conversation_id = ? GROUP BY currency`,
  )
  const recent = db.prepare<[string, number], RecentRow>(
    `SELECT prefill_tokens, prefill_ms, prefill_low_j, prefill_j, prefill_high_j, prefill_is_too_short, low_j, energy_j, high_j
     FROM answer_energy WHERE model_id = ? ORDER BY started_at_ms DESC, row DESC LIMIT ?`,
  )
  // One transaction: no answer is added between two of the tables.
  const totals = db.transaction((fromMs: number, toMs: number) =>
    totalsFrom({
      sinceMs: since.get() ?? null,
      answers: answerGroups.all({ fromMs, toMs }),
      conversations: conversationGroups.all({ fromMs, toMs }),
      hours: hourGroups.all(fromMs, toMs),
    }),
  )

  return {
    totals: (fromMs, toMs) => totals(fromMs, toMs),
    sum: (fromMs, toMs) => sumOf([...answerSums.all({ fromMs, toMs }), ...hourSums.all(fromMs, toMs)]),
    ofConversation: (conversationId) => sumOf(conversationSums.all(conversationId)),
    recentAnswers: (modelId, limit) => recent.all(modelId, limit).map(recentAnswerFromRow),
  }
}

function recentAnswerFromRow(row: RecentRow): RecentAnswer {
  return {
    prefillTokens: row.prefill_tokens,
    prefillMs: row.prefill_ms,
    prefillJ: row.prefill_is_too_short ? null : rangeOf(row.prefill_low_j, row.prefill_j, row.prefill_high_j),
    energyJ: { low: row.low_j, central: row.energy_j, high: row.high_j },
  }
}

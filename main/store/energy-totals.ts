import type { EnergyRow, EnergyTotals } from '#contract/meter.ts'
import { type EnergySumRow, rangeOf, sumOf } from './energy-sum-row.ts'

/** Answers of one currency, added up. */
type AnswerSums = EnergySumRow & {
  answers: number
  prefill_tokens: number
  decode_tokens: number
  /** Of the answers whose decode window can tell. */
  told_tokens: number
  told_low_j: number | null
  told_j: number | null
  told_high_j: number | null
}
type ModelKey = { model_id: string | null; model_name: string; quantization: string }

export type AnswerGroup = AnswerSums &
  ModelKey & { day: string; hardware_currency: string | null; hardware: number | null; newest_ms: number }
/** `id` and `name` are null where the conversation was removed. */
export type ConversationGroup = AnswerSums & { id: string | null; name: string | null }
export type HourGroup = EnergySumRow & ModelKey & { day: string; kind: string; duration_ms: number }

/** The columns of an `AnswerSums`, but for those of the sum, out of `answer_days`. */
export const answerGroupColumns = [
  'answers',
  'prefill_tokens',
  'decode_tokens',
  'told_tokens',
  'told_low_j',
  'told_j',
  'told_high_j',
]
  .map((column) => `sum(${column}) AS ${column}`)
  .join(', ')

type Groups = { sinceMs: number | null; answers: AnswerGroup[]; conversations: ConversationGroup[]; hours: HourGroup[] }

/** The groups that SQL added up, as the contract has them. */
export function totalsFrom({ sinceMs, answers, conversations, hours }: Groups): EnergyTotals {
  const loads = hours.filter(({ kind }) => kind === 'load')
  const idle = hours.filter(({ kind }) => kind === 'idle')
  return {
    sinceMs,
    answers: total(answers, 'answers'),
    promptTokens: total(answers, 'prefill_tokens'),
    decodeTokens: total(answers, 'decode_tokens'),
    all: sumOf([...answers, ...loads, ...idle]),
    answering: sumOf(answers),
    loading: sumOf(loads),
    idle: { ...sumOf(idle), durationMs: total(idle, 'duration_ms') },
    hardware: hardwareOf(answers),
    days: daysOf(answers, loads, idle),
    models: modelsOf(answers),
    conversations: grouped(conversations, ({ id }) => id ?? '')
      .map((rows) => energyRow(rows, { id: rows[0]?.id ?? null, name: rows[0]?.name ?? '', quantization: '' }))
      .toSorted(byEnergy),
  }
}

function daysOf(answers: AnswerGroup[], loads: HourGroup[], idle: HourGroup[]): EnergyTotals['days'] {
  const byDay = [answers, loads, idle].map((rows) =>
    Map.groupBy<string, AnswerGroup | HourGroup>(rows, ({ day }) => day),
  )
  return [...new Set(byDay.flatMap((rows) => [...rows.keys()]))].toSorted().map((day) => {
    const [answered = [], loaded = [], rested = []] = byDay.map((rows) => rows.get(day) ?? [])
    return {
      day,
      sum: sumOf([...answered, ...loaded, ...rested]),
      idleJ: total(rested, 'energy_j'),
      models: grouped(answered, ({ model_id: id }) => id ?? '').map((rows) => ({
        id: rows[0]?.model_id ?? null,
        energyJ: total(rows, 'energy_j'),
      })),
    }
  })
}

/** A model is known by its id; one without, by its name. It is called what its newest answer calls it. */
function modelsOf(answers: AnswerGroup[]): EnergyRow[] {
  return grouped(answers, (row) => row.model_id ?? JSON.stringify([row.model_name, row.quantization]))
    .map((rows) => {
      const newest = rows.toSorted((a, b) => b.newest_ms - a.newest_ms)[0]
      const { model_id: id = null, model_name: name = '', quantization = '' } = newest ?? {}
      return energyRow(rows, { id, name, quantization })
    })
    .toSorted(byEnergy)
}

function energyRow(rows: readonly AnswerSums[], model: Pick<EnergyRow, 'id' | 'name' | 'quantization'>): EnergyRow {
  const tokens = total(rows, 'told_tokens')
  const perToken = (column: 'told_low_j' | 'told_j' | 'told_high_j') =>
    tokens === 0 ? null : total(rows, column) / tokens
  return {
    ...model,
    answers: total(rows, 'answers'),
    promptTokens: total(rows, 'prefill_tokens'),
    decodeTokens: total(rows, 'decode_tokens'),
    sum: sumOf(rows),
    joulesPerToken: rangeOf(perToken('told_low_j'), perToken('told_j'), perToken('told_high_j')),
  }
}

function hardwareOf(answers: readonly AnswerGroup[]): EnergyTotals['hardware'] {
  const owned = answers.flatMap(({ hardware_currency: currency, hardware }) =>
    currency === null || hardware === null ? [] : [{ currency, hardware }],
  )
  return grouped(owned, ({ currency }) => currency).map((rows) => ({
    currency: rows[0]?.currency ?? '',
    amount: total(rows, 'hardware'),
  }))
}

function byEnergy(a: EnergyRow, b: EnergyRow): number {
  return b.sum.energyJ.central - a.sum.energyJ.central
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  return [...Map.groupBy(rows, key).values()]
}

function total<Column extends string>(rows: readonly { [name in Column]: number | null }[], column: Column): number {
  return rows.reduce((sum, row) => sum + (row[column] ?? 0), 0)
}

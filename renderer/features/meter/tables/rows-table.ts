import { joulesPerWattHour } from '#contract/energy.ts'
import type { EnergyRow } from '#contract/meter.ts'
import type { DataTable, DataValue } from '../../../ui/chart/data-table.ts'

type End = 'low' | 'central' | 'high'

export type RowsTableWords = Record<
  | 'name'
  | 'answers'
  | 'promptTokens'
  | 'answerTokens'
  | 'energyLow'
  | 'energy'
  | 'energyHigh'
  | 'perTokenLow'
  | 'perToken'
  | 'perTokenHigh'
  | 'carbon'
  | 'source',
  string
> & { nameOf: (row: EnergyRow) => string; money: (currency: string, end: End) => string }

const ends = ['low', 'central', 'high'] as const

/** Models or conversations with all that is known of them, for a file. */
export function rowsTable(rows: readonly EnergyRow[], words: RowsTableWords): DataTable {
  const currencies = [...new Set(rows.flatMap(({ sum }) => sum.money.map(({ currency }) => currency)))]
  const columns: [name: string, value: (row: EnergyRow) => DataValue][] = [
    [words.name, words.nameOf],
    [words.answers, ({ answers }) => answers],
    [words.promptTokens, ({ promptTokens }) => promptTokens],
    [words.answerTokens, ({ decodeTokens }) => decodeTokens],
    [words.energyLow, ({ sum }) => sum.energyJ.low / joulesPerWattHour],
    [words.energy, ({ sum }) => sum.energyJ.central / joulesPerWattHour],
    [words.energyHigh, ({ sum }) => sum.energyJ.high / joulesPerWattHour],
    [words.perTokenLow, ({ joulesPerToken }) => joulesPerToken?.low ?? null],
    [words.perToken, ({ joulesPerToken }) => joulesPerToken?.central ?? null],
    [words.perTokenHigh, ({ joulesPerToken }) => joulesPerToken?.high ?? null],
    ...currencies.flatMap((currency) =>
      ends.map((end): [string, (row: EnergyRow) => DataValue] => [
        words.money(currency, end),
        ({ sum }) => sum.money.find((one) => one.currency === currency)?.amount[end] ?? null,
      ]),
    ),
    [words.carbon, ({ sum }) => sum.carbonG?.central ?? null],
    [words.source, ({ sum }) => sum.provenance],
  ]
  return {
    columns: columns.map(([name]) => ({ name })),
    rows: rows.map((row) => columns.map(([, value]) => value(row))),
  }
}

import { joulesPerWattHour } from '#contract/energy.ts'
import type { DataTable } from '../../../ui/chart/data-table.ts'
import type { DayBar } from './day-bars.ts'
import type { DaysWords } from './days-spec.ts'

type DaysTableWords = {
  day: string
  low: string
  central: string
  high: string
  part: (name: string) => string
  money: (currency: string, end: 'low' | 'central' | 'high') => string
  parts: Pick<DaysWords, 'models' | 'others' | 'loading' | 'idle'>
}

const ends = ['low', 'central', 'high'] as const
const money = (value: number): string => value.toFixed(4)
const wattHours = (value: number): string => value.toFixed(2)

/** What the chart of days is drawn from: a row for each bar, with its parts and the money of each currency. */
export function daysTable(bars: readonly DayBar[], words: DaysTableWords): DataTable {
  const currencies = [...new Set(bars.flatMap(({ money }) => money.map(({ currency }) => currency)))]
  const energies: [name: string, joules: (bar: DayBar) => number][] = [
    [words.low, ({ energyJ }) => energyJ.low],
    [words.central, ({ energyJ }) => energyJ.central],
    [words.high, ({ energyJ }) => energyJ.high],
    ...words.parts.models.map((name, index): [string, (bar: DayBar) => number] => [
      words.part(name),
      ({ modelsJ }) => modelsJ[index] ?? 0,
    ]),
    [words.part(words.parts.others), ({ othersJ }) => othersJ],
    [words.part(words.parts.loading), ({ loadingJ }) => loadingJ],
    [words.part(words.parts.idle), ({ idleJ }) => idleJ],
  ]
  const amounts = currencies.flatMap((currency) => ends.map((end) => ({ currency, end })))
  return {
    columns: [
      { name: words.day },
      ...energies.map(([name]) => ({ name, format: wattHours })),
      ...amounts.map(({ currency, end }) => ({ name: words.money(currency, end), format: money })),
    ],
    rows: bars.map((bar) => [
      bar.key,
      // Of a day without metering nobody knows what it took.
      ...energies.map(([, joules]) => (bar.provenance === null ? null : joules(bar) / joulesPerWattHour)),
      ...amounts.map(({ currency, end }) => bar.money.find((one) => one.currency === currency)?.amount[end] ?? null),
    ]),
  }
}

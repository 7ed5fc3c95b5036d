import type { PowerHistory } from '#contract/meter.ts'
import type { DataTable } from '../../../ui/chart/data-table.ts'

type PowerTableWords = {
  start: string
  /** The name of a column: a source's mean, low or high. */
  column: (series: PowerHistory['series'][number], kind: 'mean' | 'low' | 'high') => string
  watts: (value: number) => string
  time: (atMs: number) => string
}

/** What the chart of power is drawn from: every source as it was read, those too that lie within others. */
export function powerTable({ atMs, series }: PowerHistory, words: PowerTableWords): DataTable {
  const kinds = [
    { kind: 'mean', key: 'meanW' },
    { kind: 'low', key: 'lowW' },
    { kind: 'high', key: 'highW' },
  ] as const
  const columns = series.flatMap((one) =>
    kinds.map(({ kind, key }) => ({ name: words.column(one, kind), values: one[key] })),
  )
  return {
    columns: [{ name: words.start }, ...columns.map(({ name }) => ({ name, format: words.watts }))],
    rows: atMs.map((at, step) => [words.time(at), ...columns.map(({ values }) => values[step] ?? null)]),
  }
}

import type { DataTable } from '../../../../ui/chart/data-table.ts'
import type { ParetoPoint } from './pareto-point.ts'

export type ParetoTableWords = {
  variant: string
  x: string
  y: string
  low: (axis: string) => string
  high: (axis: string) => string
  standing: string
  standingOf: (point: ParetoPoint) => string
  xFormat: (value: number) => string
  yFormat: (value: number) => string
}

/** What Fig. 1 shows, as a table: each variant with both figures and their intervals. */
export function paretoTable(points: readonly ParetoPoint[], words: ParetoTableWords): DataTable {
  const columns = (name: string, format: (value: number) => string) => [
    { name, format },
    { name: words.low(name), format },
    { name: words.high(name), format },
  ]
  return {
    columns: [
      { name: words.variant },
      ...columns(words.x, words.xFormat),
      ...columns(words.y, words.yFormat),
      { name: words.standing },
    ],
    rows: points.map((point) => [
      point.label,
      ...[point.x, point.y].flatMap(({ value, interval95 }) => [
        value,
        interval95?.low ?? null,
        interval95?.high ?? null,
      ]),
      words.standingOf(point),
    ]),
  }
}

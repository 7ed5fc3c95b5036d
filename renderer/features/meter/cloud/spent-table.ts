import type { DataTable } from '../../../ui/chart/data-table.ts'
import type { SpentPoint } from './spent-curve.ts'
import type { CloudPoint } from './spent-spec.ts'

type SpentTableWords = { time: string; local: string; cloudLow: string; cloudHigh: string }

const money = (value: number): string => value.toFixed(4)

/** What the chart of spending is drawn from, by time: electricity by day, the cloud's band at some times. */
export function spentTable(
  { local, cloud }: { local: readonly SpentPoint[]; cloud: readonly CloudPoint[] },
  words: SpentTableWords,
): DataTable {
  const rows = [
    ...local.map(({ atMs, spent }) => ({ atMs, values: [spent.central, null, null] })),
    ...cloud.map(({ atMs, cost }) => ({ atMs, values: [null, cost.low, cost.high] })),
  ]
  return {
    columns: [
      { name: words.time },
      { name: words.local, format: money },
      { name: words.cloudLow, format: money },
      { name: words.cloudHigh, format: money },
    ],
    rows: rows
      .toSorted((one, other) => one.atMs - other.atMs)
      .map(({ atMs, values }) => [new Date(atMs).toISOString(), ...values]),
  }
}

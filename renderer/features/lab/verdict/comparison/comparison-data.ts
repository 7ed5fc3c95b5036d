import type { DataTable, DataValue } from '../../../../ui/chart/data-table.ts'
import type { ComparisonRow, RowRatio } from './comparison-row.ts'

const dataColumns = [
  'variant',
  'fileBytes',
  'memoryBytes',
  'speed',
  'speedLow',
  'speedHigh',
  'speedRatio',
  'speedRatioLow',
  'speedRatioHigh',
  'prefill',
  'energyLow',
  'energy',
  'energyHigh',
  'provenance',
  'costLow',
  'cost',
  'costHigh',
  'currency',
  'divergence',
  'perplexityRatio',
  'perplexityRatioLow',
  'perplexityRatioHigh',
  'ttft',
  'interTokenP50',
  'interTokenP95',
  'interTokenP99',
] as const

type DataColumnId = (typeof dataColumns)[number]

const ratioValues = (ratio: RowRatio | null): DataValue[] => [
  ratio?.value ?? null,
  ratio?.interval95?.low ?? null,
  ratio?.interval95?.high ?? null,
]

/** Table 1 as data, every column of it, in plain units. The central figure of an estimate is left out here too. */
export function comparisonData(rows: readonly ComparisonRow[], nameOf: (column: DataColumnId) => string): DataTable {
  return {
    columns: dataColumns.map((column) => ({ name: nameOf(column) })),
    rows: rows.map((row) => {
      const { memory, speed, prefill, felt, ratios } = row
      const isEstimated = speed?.provenance === 'estimated'
      const { joulesPerToken = null, costPerMillion = null } = speed ?? {}
      return [
        row.label,
        row.model.sizeBytes,
        memory === null ? null : memory.residentBytes + (memory.vramBytes ?? 0),
        speed?.tokensPerSecond.mean ?? null,
        speed?.tokensPerSecond.interval95?.low ?? null,
        speed?.tokensPerSecond.interval95?.high ?? null,
        ...ratioValues(ratios.speed),
        prefill?.tokensPerSecond.mean ?? null,
        joulesPerToken?.low ?? null,
        isEstimated ? null : (joulesPerToken?.central ?? null),
        joulesPerToken?.high ?? null,
        speed?.provenance ?? null,
        costPerMillion?.amount.low ?? null,
        isEstimated ? null : (costPerMillion?.amount.central ?? null),
        costPerMillion?.amount.high ?? null,
        costPerMillion?.currency ?? null,
        row.standing?.figures['kl-divergence']?.value ?? null,
        ...ratioValues(ratios.perplexity),
        felt?.ttftMs ?? null,
        felt?.interTokenP50Ms ?? null,
        felt?.interTokenP95Ms ?? null,
        felt?.interTokenP99Ms ?? null,
      ]
    }),
  }
}

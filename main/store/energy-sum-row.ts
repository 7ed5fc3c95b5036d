import { type Provenance, provenanceSchema, type Range } from '#contract/energy.ts'
import type { EnergySum } from '#contract/meter.ts'
import { addEnergySums } from '../core/meter/attribution/energy-sums.ts'
import { noEnergy } from '../core/meter/no-energy.ts'

/** What `sumColumns` gives: rows that share one currency, added up. */
export type EnergySumRow = {
  low_j: number
  energy_j: number
  high_j: number
  currency: string | null
  money_low: number | null
  money: number | null
  money_high: number | null
  carbon_low_g: number | null
  carbon_g: number | null
  carbon_high_g: number | null
  /** The place in the list of provenances, of the least direct. */
  provenance_rank: number
}

const provenances = provenanceSchema.options
const rankCases = provenances.map((provenance, rank) => `WHEN '${provenance}' THEN ${rank}`).join(' ')

const summed = [
  'low_j',
  'energy_j',
  'high_j',
  'money_low',
  'money',
  'money_high',
  'carbon_low_g',
  'carbon_g',
  'carbon_high_g',
]

/** The rank of the least direct provenance of some rows. One that is not known counts as the least direct. */
export const provenanceRankColumn = `max(CASE provenance ${rankCases} ELSE ${provenances.length - 1} END) AS provenance_rank`

/** The provenance of a rank. */
export function provenanceOf(rank: number): Provenance {
  return provenances[rank] ?? 'estimated'
}

/** The columns of an `EnergySumRow`, but for `currency`, which whoever asks groups by. */
export const sumColumns = `${summed.map((column) => `sum(${column}) AS ${column}`).join(', ')},
  ${provenanceRankColumn}`

/** Rows of any currencies as one sum. */
export function sumOf(rows: readonly EnergySumRow[]): EnergySum {
  return rows.map(energySumFromRow).reduce(addEnergySums, noEnergy)
}

/** Three columns as a range; null where one of them is missing. */
export function rangeOf(low: number | null, central: number | null, high: number | null): Range | null {
  return low === null || central === null || high === null ? null : { low, central, high }
}

function energySumFromRow(row: EnergySumRow): EnergySum {
  const { currency } = row
  const amount = rangeOf(row.money_low, row.money, row.money_high)
  return {
    energyJ: { low: row.low_j, central: row.energy_j, high: row.high_j },
    money: currency === null || amount === null ? [] : [{ currency, amount }],
    unpricedJ: currency === null || amount === null ? row.energy_j : 0,
    carbonG: rangeOf(row.carbon_low_g, row.carbon_g, row.carbon_high_g),
    provenance: provenanceOf(row.provenance_rank),
  }
}

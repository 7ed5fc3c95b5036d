import { addRanges, type Money, type Range } from '#contract/energy.ts'
import type { EnergySum } from '#contract/meter.ts'
import { leastDirect } from '../overlap.ts'

/** Adds up amounts that may be missing; null where all are. */
export function addKnown(one: Range | null, other: Range | null): Range | null {
  return one === null || other === null ? (one ?? other) : addRanges(one, other)
}

/** All of two amounts of energy, with what they cost. Each currency is added by itself. */
export function addEnergySums(one: EnergySum, other: EnergySum): EnergySum {
  return {
    energyJ: addRanges(one.energyJ, other.energyJ),
    money: addMoney(one.money, other.money),
    carbonG: addKnown(one.carbonG, other.carbonG),
    provenance: leastDirect([one, other].flatMap(({ provenance }) => provenance ?? [])),
  }
}

function addMoney(one: readonly Money[], other: readonly Money[]): Money[] {
  const sums = new Map<string, Range>()
  for (const { currency, amount } of [...one, ...other]) {
    const before = sums.get(currency)
    sums.set(currency, before === undefined ? amount : addRanges(before, amount))
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

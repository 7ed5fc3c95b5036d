import { addMoney, addRanges, leastDirect, type Range } from '#contract/energy.ts'
import type { EnergySum } from '#contract/meter.ts'

/** Adds up amounts that may be missing; null where all are. */
export function addKnown(one: Range | null, other: Range | null): Range | null {
  return one === null || other === null ? (one ?? other) : addRanges(one, other)
}

/** All of two amounts of energy, with what they cost. Each currency is added by itself. */
export function addEnergySums(one: EnergySum, other: EnergySum): EnergySum {
  return {
    energyJ: addRanges(one.energyJ, other.energyJ),
    money: addMoney(one.money, other.money),
    unpricedJ: one.unpricedJ + other.unpricedJ,
    carbonG: addKnown(one.carbonG, other.carbonG),
    provenance: leastDirect([one.provenance, other.provenance]),
  }
}

import { joulesPerKwh, type Range, scaleRange } from '#contract/energy.ts'

/** Joules in a unit of money or mass, at so much a kilowatt-hour: a price gives money, a carbon factor gives grams. */
export function costOfEnergy(energyJ: Range, perKwh: number): Range {
  return scaleRange(energyJ, perKwh / joulesPerKwh)
}

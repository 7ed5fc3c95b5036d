import type { EnergySum } from '#contract/meter.ts'

/** Nothing was measured, and nothing cost anything. */
export const noEnergy: EnergySum = {
  energyJ: { low: 0, central: 0, high: 0 },
  money: [],
  unpricedJ: 0,
  carbonG: null,
  provenance: null,
}

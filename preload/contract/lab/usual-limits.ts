import type { LabLimits } from './plan.ts'
import type { LabRun } from './run.ts'

/** In nats a token: a Q4_K_M of an 8 B model lies below it, a Q3_K_M above. */
const usualDivergence = 0.05

/** What is asked where nobody has said: no more divergence than usual where it was measured, then the least energy, or the highest speed without one. */
export function usualLimits({ quality, energyProvenance }: Pick<LabRun, 'quality' | 'energyProvenance'>): LabLimits {
  return {
    leastTokensPerSecond: null,
    mostMemoryBytes: null,
    mostKlDivergence: quality.some(({ against }) => against !== null) ? usualDivergence : null,
    mostJoulesPerToken: null,
    mostCost: null,
    prefer: energyProvenance === null ? 'speed' : 'energy',
  }
}

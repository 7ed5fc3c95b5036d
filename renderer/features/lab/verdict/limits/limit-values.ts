import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabAxis } from '#contract/lab/verdict.ts'
import type { LimitKey } from './limit-steps.ts'

/** In the order of the card. */
export const limitKeys: readonly LimitKey[] = ['speed', 'kl-divergence', 'memory', 'energy', 'cost']

/** The limit that is set on a figure; null where none is. */
export function limitOf(limits: LabLimits, key: LimitKey): number | null {
  switch (key) {
    case 'speed':
      return limits.leastTokensPerSecond
    case 'memory':
      return limits.mostMemoryBytes
    case 'kl-divergence':
      return limits.mostKlDivergence
    case 'energy':
      return limits.mostJoulesPerToken
    case 'cost':
      return limits.mostCost?.amount ?? null
  }
}

/** The limits with one of them changed. A cost without a currency stays as it was. */
export function withLimit(limits: LabLimits, key: LimitKey, value: number | null, currency: string | null): LabLimits {
  switch (key) {
    case 'speed':
      return { ...limits, leastTokensPerSecond: value }
    case 'memory':
      return { ...limits, mostMemoryBytes: value }
    case 'kl-divergence':
      return { ...limits, mostKlDivergence: value }
    case 'energy':
      return { ...limits, mostJoulesPerToken: value }
    case 'cost':
      return { ...limits, mostCost: value === null || currency === null ? null : { currency, amount: value } }
  }
}

/** The limit that is drawn on an axis, where there can be one. */
export const limitKeyOf = (axis: LabAxis): LimitKey | null => limitKeys.find((key) => key === axis) ?? null

import { mean } from 'simple-statistics'
import type { RepetitionPlan } from '#contract/lab/plan.ts'
import type { LabSample } from '#contract/lab/run.ts'
import { meanInterval } from '../statistics/mean-interval.ts'

type Rates = Pick<LabSample, 'variant' | 'test' | 'tokensPerSecond'>

/** Whether enough blocks were run: the least of them, and then either the most or narrow intervals of all means. */
export function isEnough(samples: readonly Rates[], blocks: number, plan: RepetitionPlan): boolean {
  if (blocks < plan.least) return false
  if (blocks >= plan.most || plan.targetShare === null) return true
  return widestShare(samples) <= plan.targetShare
}

/** How many blocks are likely to be run in all: the width of an interval falls with the root of the count. */
export function likelyBlocks(samples: readonly Rates[], blocks: number, plan: RepetitionPlan): number {
  if (plan.targetShare === null || blocks < 2) return plan.least
  const share = widestShare(samples)
  if (!Number.isFinite(share)) return plan.least
  const needed = Math.ceil(blocks * (share / plan.targetShare) ** 2)
  return Math.min(plan.most, Math.max(plan.least, needed))
}

/** Half the width of the widest 95 % interval, as a share of its mean; infinite where one is not known. */
function widestShare(samples: readonly Rates[]): number {
  const groups = Map.groupBy(samples, ({ variant, test }) => `${variant} ${test}`)
  const shares = [...groups.values()].map((group) => {
    const rates = group.map(({ tokensPerSecond }) => tokensPerSecond)
    const interval = meanInterval(rates)
    const centre = mean(rates)
    return interval === null || centre <= 0 ? Number.POSITIVE_INFINITY : (interval.high - interval.low) / 2 / centre
  })
  return Math.max(0, ...shares)
}

import type { LabRunSummary } from '#contract/lab/run.ts'

/** What an experiment is about, in the order in which the groups stand. */
export const experimentGroups = ['quantizations', 'models', 'kv-cache', 'offload', 'single'] as const
export type ExperimentGroup = (typeof experimentGroups)[number]

/** How a label tells of what was swept: `Q4_K_M · t4`, `Q8_0 · K q8_0`. */
const cacheTeller = /^(K|V|fa) /
const offloadTeller = /^(t|ngl|b|ub) ?(\d+|auto)$/

/** What was swept, as far as a run's labels and models tell: what else was swept beside the models says more than they do. */
export function experimentGroup({ variantLabels, modelNames }: LabRunSummary): ExperimentGroup {
  const tellers = variantLabels.flatMap((label) => label.split(' · ').slice(1))
  if (tellers.some((teller) => offloadTeller.test(teller))) return 'offload'
  if (tellers.some((teller) => cacheTeller.test(teller))) return 'kv-cache'
  if (variantLabels.length < 2) return 'single'
  return modelNames.length > 1 ? 'models' : 'quantizations'
}

/** The runs by what was swept, those groups that have some; in each the order stays. */
export function groupRuns<T extends LabRunSummary>(runs: readonly T[]): { group: ExperimentGroup; runs: T[] }[] {
  const byGroup = Map.groupBy(runs, experimentGroup)
  return experimentGroups.flatMap((group) => {
    const found = byGroup.get(group)
    return found ? [{ group, runs: found }] : []
  })
}

import type { Ladder } from './ladder.ts'

export const ladderSorts = ['used', 'name', 'size', 'parameters', 'rate'] as const
export type LadderSort = (typeof ladderSorts)[number]

const newestUse = (ladder: Ladder): number => Math.max(...ladder.models.map((model) => model.lastUsedAtMs ?? 0))
const newestFile = (ladder: Ladder): number => Math.max(...ladder.models.map((model) => model.addedAtMs))
const byName = (one: Ladder, other: Ladder): number =>
  one.name.localeCompare(other.name, 'en', { numeric: true, sensitivity: 'base' })

const comparisons: Record<LadderSort, (one: Ladder, other: Ladder) => number> = {
  used: (one, other) => newestUse(other) - newestUse(one) || newestFile(other) - newestFile(one),
  name: byName,
  size: (one, other) => other.sizeBytes - one.sizeBytes,
  parameters: (one, other) => (other.current.parameterCount ?? -1) - (one.current.parameterCount ?? -1),
  rate: (one, other) =>
    (other.current.measuredRate?.tokensPerSecond ?? -1) - (one.current.measuredRate?.tokensPerSecond ?? -1),
}

/** Sorts ladders: names from A, the last used, the largest and the fastest first. What is not known comes last; equal ones go by name. */
export const sortLadders = (ladders: readonly Ladder[], sort: LadderSort): Ladder[] =>
  ladders.toSorted((one, other) => comparisons[sort](one, other) || byName(one, other))

import type { LabFlag, LabSample, LabTest } from '#contract/lab/run.ts'
import { driftOf } from '../statistics/drift.ts'
import { speedTestOf } from '../verdict/axis-tests.ts'

/** What makes a run as a whole less trustworthy by now: what its repetitions carry, and a drift of the first variant, which stands for all. */
export function runFlags(samples: readonly LabSample[], tests: readonly LabTest[]): LabFlag[] {
  const flags = new Set<LabFlag>(samples.flatMap(({ flags: own }) => own))
  const sentinel = speedTestOf(tests)
  const rates = samples
    .filter(({ variant, test }) => variant === 0 && test === sentinel)
    .map(({ block, tokensPerSecond }) => ({ block, rate: tokensPerSecond }))
  if (driftOf(rates)?.isFlagged) flags.add('drift')
  return [...flags]
}

import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRun, LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabAxes, LabVerdict } from '#contract/lab/verdict.ts'
import { verdictOf } from '../../../../../main/core/lab/verdict/verdict-of.ts'
import { firstChoices } from '../../../../../renderer/features/lab/verdict/choices.ts'

/** What the core says of a run under what the page asks at first, but for what a test changes. */
export function verdictFor(
  run: LabRunWithSamples,
  { limits, axes, baseline = null }: { limits?: Partial<LabLimits>; axes?: LabAxes; baseline?: number | null } = {},
): LabVerdict {
  const first = firstChoices(run)
  return verdictOf(run, { ...first.limits, ...limits }, baseline, axes ?? first.axes)
}

/** The run as `lab.run` gives it. */
export function withoutSamples({ samples: _, ...run }: LabRunWithSamples): LabRun {
  return run
}

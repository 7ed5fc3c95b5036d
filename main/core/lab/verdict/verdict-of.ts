import type { LabLimits } from '#contract/lab/plan.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { Fault } from '../../fault.ts'

/** Works out what a run says. The same run gives the same verdict. Faults: LAB_RUN_EMPTY. */
export function verdictOf(_run: LabRunWithSamples, _limits: LabLimits, _baseline: number | null): LabVerdict {
  throw new Fault('LAB_RUN_EMPTY')
}

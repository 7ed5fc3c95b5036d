import type { LabRunWithSamples } from '#contract/lab/run.ts'
import type { RunComparison } from '#contract/lab/verdict.ts'

/** Puts two runs against each other, of one machine or of two. */
export function compareRuns(_before: LabRunWithSamples, _after: LabRunWithSamples): RunComparison {
  return { rows: [], quality: [], differs: [] }
}

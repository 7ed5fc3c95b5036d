import type { LabRunSummary } from '#contract/lab/run.ts'
import type { Grouping } from '../history-state.ts'

/** The group that a run stands in: the same text for all of its runs. Empty where there are no groups. */
export function runGroup(run: LabRunSummary, grouping: Grouping, monthOf: (atMs: number) => string): string {
  switch (grouping) {
    case 'month':
      return monthOf(run.startedAtMs)
    case 'model':
      return run.modelNames.join(', ')
    case 'machine':
      return run.machineName
    default:
      return ''
  }
}

/** Whether a run begins a group, below the run before it. Two machines of one name are two groups. */
export function beginsGroup(
  run: LabRunSummary,
  before: LabRunSummary | undefined,
  grouping: Grouping,
  monthOf: (atMs: number) => string,
): boolean {
  if (grouping === 'none') return false
  if (before === undefined) return true
  if (grouping === 'machine') return run.machineFingerprint !== before.machineFingerprint
  return runGroup(run, grouping, monthOf) !== runGroup(before, grouping, monthOf)
}

import { addRanges, leastDirect } from '#contract/energy.ts'
import type { LabRun, LabRunWithSamples } from '#contract/lab/run.ts'

/** All of a run but what follows from the rest of it. */
export type RunContent = Omit<
  LabRunWithSamples,
  | 'modelNames'
  | 'variantLabels'
  | 'blocksDone'
  | 'sampleCount'
  | 'hasQuality'
  | 'machineName'
  | 'machineFingerprint'
  | 'backend'
  | 'engineBuild'
  | 'hasNotes'
  | 'energyJ'
  | 'energyProvenance'
>

/** A run with what a list shows of it, worked out from its content: a file's own word for that is not believed. */
export function withSummary(run: RunContent): LabRunWithSamples {
  const { variants, samples, machine, environment, quality, notes } = run
  const measured = samples.flatMap(({ energy }) => (energy === null ? [] : [energy]))
  const summary = {
    modelNames: [...new Set(variants.map(({ model }) => model.name))],
    variantLabels: variants.map(({ label }) => label),
    blocksDone: samples.reduce((most, { block }) => Math.max(most, block + 1), 0),
    sampleCount: samples.length,
    hasQuality: quality.length > 0,
    machineName: machine.name,
    machineFingerprint: machine.fingerprint,
    backend: environment.backend,
    engineBuild: environment.engineBuild,
    hasNotes: notes !== '',
    energyJ: measured.length === 0 ? null : measured.map(({ energyJ }) => energyJ).reduce(addRanges),
    energyProvenance: leastDirect(measured.map(({ provenance }) => provenance)),
  } satisfies Partial<LabRun>
  return { ...run, ...summary }
}

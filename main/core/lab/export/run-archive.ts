import { type LabArchive, labArchiveFormat, labArchiveVersion } from '#contract/lab/file.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'

/** Wattle's own file: all of the runs, as `docs/lab-run.schema.json` says. What it imports again is what it exported. */
export function runArchive(runs: readonly LabRunWithSamples[]): string {
  const archive: LabArchive = { format: labArchiveFormat, version: labArchiveVersion, runs: [...runs] }
  return `${JSON.stringify(archive, null, 2)}\n`
}

import type { LabExportRequest, LabFile } from '#contract/lab/lab.ts'
import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'

/** Writes runs as one file. Pure: the same runs give the same text. */
export async function exportRuns(
  _runs: readonly LabRunWithSamples[],
  _request: Omit<LabExportRequest, 'runIds'>,
): Promise<LabFile> {
  throw new Fault('INTERNAL')
}

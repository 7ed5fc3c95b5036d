import type { LabRunWithSamples } from '#contract/lab/run.ts'
import { Fault } from '../../fault.ts'

/** Reads runs from a file of Wattle's or llama-bench's. Each gets a new id. Faults: LAB_IMPORT_REFUSED (params.fileName, reason, line). */
export function importRuns(fileName: string, _text: string, _options: { now: () => number }): LabRunWithSamples[] {
  throw new Fault('LAB_IMPORT_REFUSED', { params: { fileName, reason: '', line: 0 } })
}

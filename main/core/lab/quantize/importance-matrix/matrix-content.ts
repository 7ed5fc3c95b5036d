import { basename } from 'node:path'
import { Fault } from '../../../fault.ts'
import type { ImportanceMatrix } from '../../../ports/quantizer.ts'

/** What an importance matrix file has, whatever model it is for. */
export type MatrixContent = Omit<ImportanceMatrix, 'path'>

/** More tensors than any model has. */
export const entryLimit = 131_072
export const floatBytes = 4

export function refusedMatrix(path: string, detail: string, cause?: unknown): Fault {
  return new Fault('QUANTIZE_MATRIX_REFUSED', { params: { fileName: basename(path) }, detail, cause })
}

import { basename } from 'node:path'
import { quantizedFromKey, quantizedFromValue } from '../../library/quantized-from.ts'
import type { HeaderKey, ImportanceMatrix } from '../../ports/quantizer.ts'

/** What a new file says of its making: what it comes from, and as llama-quantize does, which matrix went into it (without the folder). */
export function keysOf(quantizedFrom: readonly string[], matrix: ImportanceMatrix | null): HeaderKey[] {
  const origin = { key: quantizedFromKey, value: quantizedFromValue(quantizedFrom) }
  if (matrix === null) return [origin]
  return [
    origin,
    { key: 'quantize.imatrix.file', value: basename(matrix.path) },
    { key: 'quantize.imatrix.entries_count', value: matrix.entries.length },
    ...(matrix.chunkCount === null ? [] : [{ key: 'quantize.imatrix.chunks_count', value: matrix.chunkCount }]),
  ]
}

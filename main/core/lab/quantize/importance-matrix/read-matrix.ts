import { type FileHandle, open, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { Fault } from '../../../fault.ts'
import type { TensorEntry } from '../../../library/gguf/tensors.ts'
import type { ImportanceEntry, ImportanceMatrix } from '../../../ports/quantizer.ts'
import { readGgufMatrix } from './gguf-matrix.ts'
import { readLegacyMatrix } from './legacy-matrix.ts'
import { type MatrixContent, refusedMatrix } from './matrix-content.ts'

const magic = 'GGUF'
const embeddings = new Set(['token_embd.weight', 'per_layer_token_embd.weight'])

/**
 * Reads where what is in an importance matrix, as llama-quantize reads it, and keeps what is for this model. A file that has nothing for it,
 * or a tensor of another shape, is one of another model. Faults: QUANTIZE_MATRIX_REFUSED (params.fileName, detail).
 */
export async function readImportanceMatrix(path: string, tensors: readonly TensorEntry[]): Promise<ImportanceMatrix> {
  try {
    const { entries, chunkCount } = await readContent(path)
    const valuesByTensor = new Map(tensors.map((tensor) => [tensor.name, valuesOf(tensor)]))
    const isOfModel = ({ tensorName, valueCount }: ImportanceEntry) => {
      const values = valuesByTensor.get(tensorName)
      if (values === undefined || values === valueCount) return values !== undefined
      // Of the embeddings a matrix has something else than llama.cpp asks for: it goes without.
      if (embeddings.has(tensorName)) return false
      throw refusedMatrix(path, `${tensorName} has ${valueCount} values, and ${values} columns in the model`)
    }
    const fitting = entries.filter(isOfModel)
    if (fitting.length === 0) throw refusedMatrix(path, 'it has nothing for any tensor of this model')
    return { path, entries: fitting, chunkCount }
  } catch (error) {
    if (error instanceof Fault && error.code === 'QUANTIZE_MATRIX_REFUSED') throw error
    throw refusedMatrix(path, error instanceof Error ? error.message : String(error), error)
  }
}

async function readContent(path: string): Promise<MatrixContent> {
  if (!isAbsolute(path)) throw refusedMatrix(path, 'the path is not absolute')
  // Before opening: to open a pipe would wait for its writer.
  if (!(await stat(path)).isFile()) throw refusedMatrix(path, 'not a file')
  let file: FileHandle | null = null
  try {
    file = await open(path, 'r')
    const { size } = await file.stat()
    const start = Buffer.alloc(magic.length)
    await file.read(start, 0, magic.length, 0)
    const isGguf = start.toString('latin1') === magic
    return isGguf ? await readGgufMatrix(file, path, size) : await readLegacyMatrix(file, path, size)
  } finally {
    await file?.close()
  }
}

/** One for each column, of each expert. */
function valuesOf({ dimensions: [columns = 1, , experts = 1] }: TensorEntry): number {
  return columns * experts
}

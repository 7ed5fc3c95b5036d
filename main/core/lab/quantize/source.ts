import { basename } from 'node:path'
import type { TensorEntry } from '../../library/gguf/tensors.ts'
import { type GgufHeader, headerOf } from '../../library/gguf-header.ts'
import { readModelFiles } from '../../library/inspect-model.ts'
import { isQuantizedTensorType } from './quantization-types.ts'

/** A file that others are made of. */
export type QuantizeSource = {
  path: string
  quantization: string
  /** Some of its tensors have lost already what a quantization loses. */
  isQuantized: boolean
  /** What it was made of itself, the nearest first. */
  madeFrom: readonly string[]
  header: GgufHeader
  headerBytes: number
  tensors: readonly TensorEntry[]
}

/** Reads of a model's files what a quantization of it needs. Faults: MODEL_FILE_…, MODEL_PARTS_MISSING. */
export async function readSource(path: string): Promise<QuantizeSource> {
  const { content } = await readModelFiles(path, true)
  const header = headerOf(content, basename(path))
  return {
    path,
    quantization: header.quantization,
    isQuantized: header.tensorTypes.some(({ type }) => isQuantizedTensorType(type)),
    madeFrom: header.quantizedFrom,
    header,
    headerBytes: content.headerBytes,
    tensors: content.tensors.entries,
  }
}

import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { readGguf } from '../../../library/gguf/read-gguf.ts'
import type { TensorEntry } from '../../../library/gguf/tensors.ts'
import type { ImportanceEntry } from '../../../ports/quantizer.ts'
import { floatBytes, type MatrixContent, refusedMatrix } from './matrix-content.ts'

const sumsEnding = '.in_sum2'
const countsEnding = '.counts'
/** llama-quantize takes no file without them. */
const requiredKeys = ['imatrix.datasets', 'imatrix.chunk_count', 'imatrix.chunk_size']
const defaultAlignment = 32

type PlacedTensor = TensorEntry & { atByte: number }

/**
 * Reads where what is in a matrix in the GGUF format: of each tensor the sums of its squared inputs, and over how many tokens, by expert.
 * Faults: QUANTIZE_MATRIX_REFUSED; those of `readGguf`.
 */
export async function readGgufMatrix(file: FileHandle, path: string, sizeBytes: number): Promise<MatrixContent> {
  const content = await readGguf(file, { sizeBytes, fileName: basename(path), keepsEntries: true })
  const { metadata, tensors, headerBytes } = content
  const entryOf = (key: string) => metadata.entries.find((entry) => entry.key === key)
  const missing = requiredKeys.find((key) => entryOf(key) === undefined)
  if (missing !== undefined) throw refusedMatrix(path, `the key ${missing} is missing`)
  const alignment = metadata.values.get('general.alignment')
  const placed = placeTensors(
    tensors.entries,
    headerBytes,
    typeof alignment === 'number' ? alignment : defaultAlignment,
  )
  const entries: ImportanceEntry[] = []
  for (const [name, sums] of placed) {
    if (!name.endsWith(sumsEnding)) continue
    const tensorName = name.slice(0, -sumsEnding.length)
    const counts = placed.get(`${tensorName}${countsEnding}`)
    if (counts === undefined) throw refusedMatrix(path, `${tensorName} has sums without counts`)
    if (sums.type !== 'F32' || counts.type !== 'F32') throw refusedMatrix(path, `${tensorName} is not in floats`)
    const valueCount = sums.sizeBytes / floatBytes
    const divisors = (await readFloats(file, path, counts)).map(Math.round)
    if (divisors.length === 0 || valueCount % divisors.length !== 0 || !divisors.every(Number.isFinite)) {
      throw refusedMatrix(path, `${tensorName} has ${valueCount} sums and ${divisors.length} counts`)
    }
    entries.push({
      tensorName,
      atByte: sums.atByte,
      valueCount,
      divisors: divisors.map((divisor) => Math.max(0, divisor)),
    })
  }
  const chunkCount = Number(entryOf('imatrix.chunk_count')?.value)
  return { entries, chunkCount: chunkCount > 0 ? chunkCount : null }
}

/** The reader has made sure that each begins where the one before it ends. */
function placeTensors(
  tensors: readonly TensorEntry[],
  headerBytes: number,
  alignment: number,
): Map<string, PlacedTensor> {
  const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment
  let atByte = aligned(headerBytes)
  const placed = new Map<string, PlacedTensor>()
  for (const tensor of tensors) {
    placed.set(tensor.name, { ...tensor, atByte })
    atByte += aligned(tensor.sizeBytes)
  }
  return placed
}

/** Counts of the experts: some hundreds at the most. */
const countLimit = 16_384

async function readFloats(
  file: FileHandle,
  path: string,
  { name, atByte, sizeBytes }: PlacedTensor,
): Promise<number[]> {
  if (sizeBytes > countLimit * floatBytes) throw refusedMatrix(path, `${name} has ${sizeBytes / floatBytes} counts`)
  const buffer = Buffer.alloc(sizeBytes)
  const { bytesRead } = await file.read(buffer, 0, sizeBytes, atByte)
  if (bytesRead < sizeBytes) throw refusedMatrix(path, 'the file became shorter')
  return Array.from({ length: sizeBytes / floatBytes }, (_, index) => buffer.readFloatLE(index * floatBytes))
}

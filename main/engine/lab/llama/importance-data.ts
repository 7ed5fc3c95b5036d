import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import koffi from 'koffi'
import { Fault } from '../../../core/fault.ts'
import type { ImportanceEntry, ImportanceMatrix } from '../../../core/ports/quantizer.ts'

/** `struct llama_model_imatrix_data`. */
const data = koffi.struct({ name: 'void *', data: 'void *', size: 'size_t' })

const floatBytes = 4

/** What llama.cpp takes; the addresses hold as long as this is kept. */
export type ImportanceData = { array: Buffer; kept: readonly Uint8Array[] }

/** Reads the values of a matrix, as llama-quantize reckons them. Faults: QUANTIZE_MATRIX_REFUSED (params.fileName, detail). */
export async function readImportanceData({ path, entries }: ImportanceMatrix): Promise<ImportanceData> {
  const size = koffi.sizeof(data)
  // An empty one ends the list.
  const array = Buffer.alloc(size * (entries.length + 1))
  const kept: Uint8Array[] = []
  const refused = (detail: string, cause?: unknown) =>
    new Fault('QUANTIZE_MATRIX_REFUSED', { params: { fileName: basename(path) }, detail, cause })
  let file: FileHandle | null = null
  try {
    file = await open(path, 'r')
    for (const [index, entry] of entries.entries()) {
      const values = await readValues(file, entry)
      if (values === null) throw refused(`${entry.tensorName} has values that are no numbers, or too few of them`)
      const name = Buffer.from(`${entry.tensorName}\0`)
      koffi.encode(array, index * size, data, {
        name: koffi.address(name),
        data: koffi.address(values),
        size: entry.valueCount,
      })
      kept.push(name, values)
    }
  } catch (error) {
    throw error instanceof Fault ? error : refused(error instanceof Error ? error.message : String(error), error)
  } finally {
    await file?.close()
  }
  return { array, kept }
}

/** The mean square of what went through each column; null where the file holds no such thing. */
async function readValues(file: FileHandle, { atByte, valueCount, divisors }: ImportanceEntry): Promise<Buffer | null> {
  const buffer = Buffer.alloc(valueCount * floatBytes)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, atByte)
  if (bytesRead < buffer.length) return null
  const perExpert = valueCount / divisors.length
  for (let index = 0; index < valueCount; index += 1) {
    const divisor = divisors[Math.floor(index / perExpert)] ?? 1
    // An expert that saw nothing: none of its columns is more important than another.
    const value = divisor === 0 ? 1 : buffer.readFloatLE(index * floatBytes) / divisor
    if (!Number.isFinite(value)) return null
    buffer.writeFloatLE(value, index * floatBytes)
  }
  return buffer
}

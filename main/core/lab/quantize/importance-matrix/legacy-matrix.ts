import type { FileHandle } from 'node:fs/promises'
import type { ImportanceEntry } from '../../../ports/quantizer.ts'
import { entryLimit, floatBytes, type MatrixContent, refusedMatrix } from './matrix-content.ts'

const int = 4
const nameLimitBytes = 256

/**
 * Reads where what is in a matrix of llama.cpp's old format, `.dat`: a count, then of each tensor its name, how often it was used, and its
 * values. Nothing that the file claims is believed before it is held against the file's size. Faults: QUANTIZE_MATRIX_REFUSED.
 */
export async function readLegacyMatrix(file: FileHandle, path: string, sizeBytes: number): Promise<MatrixContent> {
  let position = 0
  const take = async (bytes: number): Promise<Buffer> => {
    if (bytes > sizeBytes - position) throw refusedMatrix(path, `the file ends at byte ${sizeBytes}, within an entry`)
    const buffer = Buffer.alloc(bytes)
    const { bytesRead } = await file.read(buffer, 0, bytes, position)
    if (bytesRead < bytes) throw refusedMatrix(path, 'the file became shorter')
    position += bytes
    return buffer
  }
  const number = async () => (await take(int)).readInt32LE()

  const count = await number()
  if (count < 1 || count > entryLimit) throw refusedMatrix(path, `the file claims ${count} entries`)
  const entries: ImportanceEntry[] = []
  for (let index = 0; index < count; index += 1) {
    const nameBytes = await number()
    if (nameBytes < 1 || nameBytes > nameLimitBytes) {
      throw refusedMatrix(path, `the name of entry ${index} claims ${nameBytes} bytes`)
    }
    const tensorName = (await take(nameBytes)).toString('utf8')
    const calls = await number()
    const valueCount = await number()
    if (valueCount < 1 || valueCount > (sizeBytes - position) / floatBytes) {
      throw refusedMatrix(path, `entry ${index} claims ${valueCount} values`)
    }
    entries.push({ tensorName, atByte: position, valueCount, divisors: [calls > 0 ? calls : 1] })
    position += valueCount * floatBytes
  }
  // Older files end here.
  const chunkCount = sizeBytes - position >= int ? await number() : 0
  return { entries, chunkCount: chunkCount > 0 ? chunkCount : null }
}

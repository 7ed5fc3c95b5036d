import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../../../main/core/fault.ts'
import { readImportanceMatrix } from '../../../../../../main/core/lab/quantize/importance-matrix/read-matrix.ts'
import type { TensorEntry } from '../../../../../../main/core/library/gguf/tensors.ts'
import type { ImportanceMatrix } from '../../../../../../main/core/ports/quantizer.ts'
import { ggufMatrix, legacyMatrix } from '../../../../../support/importance-files.ts'
import { tempFolder } from '../../../../../support/temp-store.ts'
import { tinyGguf } from '../../../../../support/tiny-gguf.ts'

const tensor = (name: string, ...dimensions: number[]): TensorEntry => ({ name, type: 'F16', dimensions, sizeBytes: 0 })
const model = [tensor('a.weight', 4, 8), tensor('experts.weight', 2, 8, 3), tensor('token_embd.weight', 4, 100)]
const a = { name: 'a.weight', values: [1, 2, 3, 4], counts: [2] }
const experts = { name: 'experts.weight', values: [1, 2, 3, 4, 5, 6], counts: [5, 0, 7] }
const stranger = { name: 'other.weight', values: [9], counts: [1] }

function fileOf(bytes: Buffer): string {
  const path = join(tempFolder(), 'matrix.dat')
  writeFileSync(path, bytes)
  return path
}

const read = (bytes: Buffer): Promise<ImportanceMatrix> => readImportanceMatrix(fileOf(bytes), model)

/** The floats where the matrix says that they are. */
function valuesIn(bytes: Buffer, { entries }: ImportanceMatrix): number[][] {
  return entries.map(({ atByte, valueCount }) =>
    Array.from({ length: valueCount }, (_, index) => bytes.readFloatLE(atByte + 4 * index)),
  )
}

describe('an importance matrix', () => {
  it('in the old format is found where it lies, without what is of no tensor of the model', async () => {
    const bytes = legacyMatrix([stranger, a, { ...experts, counts: [3] }])
    const matrix = await read(bytes)
    expect(matrix.entries).toMatchObject([
      { tensorName: 'a.weight', valueCount: 4, divisors: [2] },
      { tensorName: 'experts.weight', valueCount: 6, divisors: [3] },
    ])
    expect(matrix.chunkCount).toBe(7)
    expect(valuesIn(bytes, matrix)).toEqual([a.values, experts.values])
  })

  it('of an older llama.cpp ends after its entries, and one that counted no call is taken as it is', async () => {
    const matrix = await read(legacyMatrix([{ ...a, counts: [0] }], null))
    expect(matrix).toMatchObject({ chunkCount: null, entries: [{ divisors: [1] }] })
  })

  it('in GGUF is found where it lies, with a count for each expert', async () => {
    const bytes = ggufMatrix([stranger, a, experts])
    const matrix = await read(bytes)
    expect(matrix.entries).toMatchObject([
      { tensorName: 'a.weight', divisors: [2] },
      { tensorName: 'experts.weight', divisors: [5, 0, 7] },
    ])
    expect(matrix.chunkCount).toBe(7)
    expect(valuesIn(bytes, matrix)).toEqual([a.values, experts.values])
  })

  it('is taken without its embeddings, which are never as many as llama.cpp asks for', async () => {
    const embeddings = { name: 'token_embd.weight', values: [1, 2], counts: [1] }
    expect((await read(legacyMatrix([embeddings, a]))).entries.map(({ tensorName }) => tensorName)).toEqual([
      'a.weight',
    ])
  })
})

describe('a matrix is refused', () => {
  const legacy = legacyMatrix([a])
  const withInt = (bytes: Buffer, at: number, value: number) => {
    const changed = Buffer.from(bytes)
    changed.writeInt32LE(value, at)
    return changed
  }
  const gguf = ggufMatrix([a])
  it.each<[string, Buffer]>([
    ['that is empty', Buffer.alloc(0)],
    ['that is a text', Buffer.from('Call me Ishmael. Some years ago, never mind how long precisely')],
    ['that is a model', tinyGguf()],
    ['of another model', legacyMatrix([stranger])],
    ['of a wider model', legacyMatrix([{ ...a, values: [1, 2, 3, 4, 5] }])],
    ['of fewer experts', ggufMatrix([{ ...experts, values: [1, 2], counts: [1] }])],
    ['that ends in its values', legacy.subarray(0, 30)],
    ['that ends in a name', legacy.subarray(0, 10)],
    ['with a name of two gigabytes', withInt(legacy, 4, 0x7fffffff)],
    ['with a longer name than any tensor has', legacyMatrix([{ ...a, name: 'n'.repeat(300) }, a])],
    ['with a name of less than nothing', withInt(legacy, 4, -1)],
    ['with more entries than there are', withInt(legacy, 0, 2)],
    ['with two billion entries', withInt(legacy, 0, 0x7fffffff)],
    ['with a negative number of values', withInt(legacy, 4 + 4 + 8 + 4, -5)],
    ['with more values than it has bytes', withInt(legacy, 4 + 4 + 8 + 4, 0x7fffffff)],
    ['in GGUF that is cut off', gguf.subarray(0, -40)],
    ['in GGUF without its number of chunks', ggufMatrix([a], 'imatrix.chunk_count')],
    ['in GGUF whose counts are no numbers', ggufMatrix([{ ...a, counts: [Number.NaN] }])],
    ['in GGUF whose counts do not divide its sums', ggufMatrix([{ ...a, counts: [1, 2, 3, 4, 5, 6, 7, 8] }])],
  ])('%s', async (_, bytes) => {
    const fault = await read(bytes).catch(Fault.from)
    expect(fault).toMatchObject({ code: 'QUANTIZE_MATRIX_REFUSED', params: { fileName: 'matrix.dat' } })
  })

  it.each([
    ['that is not there', '/nowhere/matrix.dat'],
    ['that is a folder', tmpdir()],
    ['whose path is not absolute', 'matrix.dat'],
  ])('%s', async (_, path) => {
    await expect(readImportanceMatrix(path, model)).rejects.toMatchObject({ code: 'QUANTIZE_MATRIX_REFUSED' })
  })

  it('whose sums are not in floats', async () => {
    const bytes = ggufMatrix([a])
    // The type of the first tensor: F16 takes half of its bytes.
    const typeAt = bytes.indexOf('a.weight.in_sum2') + 'a.weight.in_sum2'.length + 4 + 16
    bytes.writeUInt32LE(1, typeAt)
    await expect(read(bytes)).rejects.toMatchObject({ code: 'QUANTIZE_MATRIX_REFUSED' })
  })
})

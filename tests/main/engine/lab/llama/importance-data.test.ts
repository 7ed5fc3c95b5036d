import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import koffi from 'koffi'
import { describe, expect, it } from 'vitest'
import { readImportanceData } from '../../../../../main/engine/lab/llama/importance-data.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

/** As llama.h has it, read by itself. */
const entry = koffi.struct({ name: 'str', data: 'void *', size: 'size_t' })

function matrixOf(values: readonly number[], divisors: readonly number[], valueCount = values.length) {
  const path = join(tempFolder(), 'matrix.dat')
  writeFileSync(path, Buffer.from(new Float32Array([-1, ...values]).buffer))
  return { path, chunkCount: null, entries: [{ tensorName: 'blk.0.ffn_up.weight', atByte: 4, valueCount, divisors }] }
}

describe('the importances that llama.cpp is given', () => {
  it('are the means by expert, those of one that saw nothing all alike, and the list has an end', async () => {
    const { array } = await readImportanceData(matrixOf([2, 4, 30, 60, 7, 8], [2, 10, 0]))
    const { name, data, size } = koffi.decode(array, entry)
    expect([name, size]).toEqual(['blk.0.ffn_up.weight', 6])
    expect(koffi.decode(data, koffi.array('float', 6, 'Array'))).toEqual([1, 2, 3, 6, 1, 1])
    expect(koffi.decode(array, koffi.sizeof(entry), entry)).toMatchObject({ name: null, size: 0 })
  })

  it.each([
    ['is no number', [1, Number.NaN], 2],
    ['is not there any more', [1, 2], 3],
  ] as const)('are refused where a value %s', async (_, values, count) => {
    await expect(readImportanceData(matrixOf(values, [1], count))).rejects.toMatchObject({
      code: 'QUANTIZE_MATRIX_REFUSED',
      params: { fileName: 'matrix.dat' },
    })
  })

  it('are refused where the file is gone', async () => {
    await expect(readImportanceData({ path: '/nowhere/m.dat', chunkCount: null, entries: [] })).rejects.toMatchObject({
      code: 'QUANTIZE_MATRIX_REFUSED',
    })
  })
})

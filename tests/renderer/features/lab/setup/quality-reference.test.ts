import { expect, test } from 'vitest'
import { qualityReference, referenceLoss } from '../../../../../renderer/features/lab/setup/quality-reference.ts'
import { makeModel } from '../../../fixtures.ts'

const f16 = makeModel({ id: 'f16', quantization: 'F16', sizeBytes: 270e6 })
const q8 = makeModel({ id: 'q8', quantization: 'Q8_0', sizeBytes: 145e6 })
const q4 = makeModel({ id: 'q4', quantization: 'Q4_K_M', sizeBytes: 105e6 })
const other = makeModel({ id: 'other', quantization: 'F16', sizeBytes: 9e9, ladderId: 'another' })
const quality = { referenceModelId: null, textPath: null, contextTokens: 512, chunks: 16, diskBudgetBytes: 0 }

test('without a wish the largest of the chosen is the reference, not the largest there is', () => {
  const { model, candidates } = qualityReference({ quality, modelIds: ['q4', 'q8'] }, [q4, q8, f16, other])
  expect(model).toBe(q8)
  // Of another model nothing can be put against it.
  expect(candidates).toEqual([f16, q8, q4])
})

test('one that was wished for is taken, compared or not', () => {
  const plan = { quality: { ...quality, referenceModelId: 'f16' }, modelIds: ['q4'] }
  expect(qualityReference(plan, [q4, q8, f16]).model).toBe(f16)
  expect(qualityReference(plan, [q4, q8]).model).toBeNull()
})

test('what a reference has lost itself is told', () => {
  expect(referenceLoss(f16)).toBeNull()
  expect(referenceLoss(q8)).toEqual({ kind: 'quantized' })
  // The bug: an F16 that was made of a Q4_1 passed for the original.
  expect(referenceLoss({ ...f16, quantizedFrom: ['Q4_1'] })).toEqual({ kind: 'made-from', origin: 'Q4_1' })
  expect(referenceLoss({ ...f16, quantizedFrom: ['BF16'] })).toBeNull()
})

import { expect, test } from 'vitest'
import { bestQuantization } from '../../../../renderer/features/library/best-quantization.ts'
import { makeModel } from '../../fixtures.ts'

const { fit } = makeModel()
const q4 = makeModel({ id: 'q4', sizeBytes: 4e9 })
const q8 = makeModel({ id: 'q8', sizeBytes: 8e9, fit: { ...fit, verdict: 'tight' } })
const q2 = makeModel({ id: 'q2', sizeBytes: 2e9 })

// The picker took the largest that fits, and else the smallest of all; the list went by the verdicts.
test('the best is the largest that fits, else what fits best', () => {
  expect(bestQuantization([q2, q8, q4])?.id).toBe('q4')
  const partial = { ...q2, fit: { ...fit, verdict: 'partial-offload' as const } }
  expect(bestQuantization([partial, q8])?.id).toBe('q8')
})

test('what cannot be reached is never the best, and of what does not fit the smallest is', () => {
  const wont = { ...fit, verdict: 'wont-fit' as const }
  expect(bestQuantization([{ ...q4, isReachable: false }, q8])?.id).toBe('q8')
  expect(
    bestQuantization([
      { ...q8, fit: wont },
      { ...q4, fit: wont },
    ])?.id,
  ).toBe('q4')
  expect(bestQuantization([])).toBeUndefined()
})

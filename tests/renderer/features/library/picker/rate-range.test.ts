import { expect, test } from 'vitest'
import { rateRange } from '../../../../../renderer/features/library/picker/rate-range.ts'

const measured = (sizeBytes: number, tokensPerSecond: number) => ({
  sizeBytes,
  measuredRate: { tokensPerSecond, answers: 3 },
})

test('nothing is claimed where no sibling was measured', () => {
  expect(rateRange({ sizeBytes: 10 }, [{ sizeBytes: 5, measuredRate: null }])).toBeNull()
})

test('the rate lies between the sibling’s own and what its bytes a second come to', () => {
  expect(rateRange({ sizeBytes: 10 }, [measured(5, 40)])).toEqual({ low: 20, high: 40 })
  expect(rateRange({ sizeBytes: 10 }, [measured(20, 10)])).toEqual({ low: 10, high: 20 })
})

test('several siblings widen the range and never narrow it', () => {
  expect(rateRange({ sizeBytes: 10 }, [measured(5, 40), measured(20, 12)])).toEqual({ low: 12, high: 40 })
})

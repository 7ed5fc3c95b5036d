import { expect, test } from 'vitest'
import { breakEvenQuestion } from '../../../../../renderer/features/meter/cloud/break-even-question.ts'
import { aSum } from '../fixtures.ts'

const inputs = { hardware: 500, utilisation: 0.1, tokensPerSecond: 10 }
const cloud = { low: 2, high: 6 }
const totals = { promptTokens: 400_000, decodeTokens: 600_000 }

test('a million tokens cost here what the same tokens did', () => {
  const answering = aSum(3_600_000)
  const question = breakEvenQuestion({ ...totals, answering }, cloud, 'EUR', inputs)
  expect(question?.localPerMillion.central).toBeCloseTo(0.3, 9)
  expect(question?.cloudPerMillion).toEqual(cloud)
})

// The bug: money of the answers since a price was set, shared among the tokens of all, made a token here as cheap as one liked.
test('answers from before a price was set make a token no cheaper', () => {
  const answering = aSum(3_600_000, { unpricedJ: 2_700_000, money: aSum(900_000).money })
  const question = breakEvenQuestion({ ...totals, answering }, cloud, 'EUR', inputs)
  expect(question?.localPerMillion.central).toBeCloseTo(0.3, 9)
})

test('where nothing was priced there is no question', () => {
  const answering = aSum(3_600_000, { unpricedJ: 3_600_000, money: [] })
  expect(breakEvenQuestion({ ...totals, answering }, cloud, 'EUR', inputs)).toBeNull()
})

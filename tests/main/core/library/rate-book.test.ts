import { expect, test } from 'vitest'
import { RateBook } from '../../../../main/core/library/rate-book.ts'
import type { AnswerRate } from '../../../../main/core/ports/answer-rate-repository.ts'

function bookOf(rates: AnswerRate[]): RateBook {
  return new RateBook({ recent: (limit) => rates.slice(0, limit) })
}
const rate = (modelId: string, tokensPerSecond: number, modelSizeBytes = 1e9): AnswerRate => ({
  modelId,
  modelSizeBytes,
  tokensPerSecond,
})

test('the rate of a model is the median over its answers', () => {
  const rates = bookOf([rate('a', 10), rate('a', 1000), rate('a', 12), rate('b', 5), rate('b', 7)]).measuredRates()
  expect(rates.get('a')).toEqual({ tokensPerSecond: 12, answers: 3 })
  expect(rates.get('b')).toEqual({ tokensPerSecond: 6, answers: 2 })
  expect(rates.get('c')).toBeUndefined()
})

test('before the first answer nothing is said', () => {
  const book = bookOf([])
  expect(book.effectiveBandwidth()).toBeNull()
  expect(book.estimate(1e9)).toBeNull()
})

test('what the memory delivers is size times rate, and another file is read at that', () => {
  const book = bookOf([rate('a', 20, 1e9), rate('b', 10, 2e9)])
  expect(book.effectiveBandwidth()).toBe(20e9)
  const { low, high } = book.estimate(4e9) ?? expect.unreachable('no estimate')
  expect([low, high]).toEqual([4, 6])
  expect(book.estimate(0)).toBeNull()
})

// The starter fits into the processor's cache: by its rate a model of 8 GB would run at twice what it does.
test('is estimated from files of a like size where there are any', () => {
  const book = bookOf([rate('small', 200, 1e8), rate('small', 200, 1e8), rate('large', 2.5, 4e9)])
  const { low, high } = book.estimate(8e9) ?? expect.unreachable('no estimate')
  expect(low).toBeCloseTo(1)
  expect(high).toBeCloseTo(1.5)
})

// By the rate of a model of 100 MB one of 300 kB would write 30,000 tokens a second.
test('nothing is said of what is far smaller than all that was measured, and little is sure of what is far larger', () => {
  const book = bookOf([rate('a', 100, 1e8)])
  expect(book.estimate(2e7)).toBeNull()
  expect(book.estimate(1e10)).toEqual({ low: 0.5, high: 1.5 })
})

test('of a mixture of experts only the active weights are read', () => {
  const book = bookOf([rate('a', 10, 1e9)])
  expect(book.estimate(8e9, 1 / 8)).toEqual(book.estimate(1e9))
})

test('answers that differ widen the range', () => {
  const book = bookOf([5, 10, 10, 20].map((value) => rate('a', value)))
  const { low, high } = book.estimate(1e9) ?? expect.unreachable('no estimate')
  expect(low).toBe(8)
  expect(high).toBe(12.5)
})

test('an answer that has ended counts from then on', () => {
  const rates = [rate('a', 10)]
  const book = new RateBook({ recent: () => [...rates] })
  expect(book.measuredRates().get('a')?.answers).toBe(1)
  rates.push(rate('a', 20))
  expect(book.measuredRates().get('a')?.answers).toBe(1)
  book.noteAnswered()
  expect(book.measuredRates().get('a')?.answers).toBe(2)
})

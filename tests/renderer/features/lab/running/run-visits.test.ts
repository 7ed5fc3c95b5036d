import { expect, test } from 'vitest'
import { runVisits } from '../../../../../renderer/features/lab/running/run-visits.ts'
import { aLabVariant, pp512, tg128 } from '../../../../support/lab-runs.ts'

const run = { variants: [aLabVariant(), aLabVariant({ quantization: 'Q8_0' })], tests: [pp512, tg128] }
const standing = {
  blockOrders: [
    [1, 0],
    [0, 1],
  ],
  block: 0,
  variant: 0,
}
const sample = (block: number, variant: number, test: number) => ({ block, variant, test })
const states = (...parameters: Parameters<typeof runVisits>) => runVisits(...parameters).map(({ state }) => state)

test('a turn is done with a sample of each test, and not before', () => {
  const samples = [sample(0, 1, 0), sample(0, 1, 1), sample(0, 0, 0)]
  expect(states(standing, run, samples)).toEqual(['done', 'now', 'to-come', 'to-come'])
})

// The bug: a test that was measured twice, after a crash, counted for the one that was missing.
test('two samples of one test are one', () => {
  expect(states({ ...standing, variant: null }, run, [sample(0, 1, 0), sample(0, 1, 0)])[0]).toBe('to-come')
})

test('what could not be measured comes no more; what it had measured stays done', () => {
  const problem = { code: 'OUT_OF_MEMORY' as const, params: {}, detail: null }
  const failed = { ...run, variants: [aLabVariant(), aLabVariant({}, { problem })] }
  const samples = [sample(0, 1, 0), sample(0, 1, 1)]
  expect(states(standing, failed, samples)).toEqual(['done', 'now', 'to-come', 'given-up'])
})

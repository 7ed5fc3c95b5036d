import { expect, test } from 'vitest'
import { samplingSchema } from '#contract/sampling.ts'
import { samplingKeys, samplingRanges } from '../../../renderer/data/sampling-ranges.ts'

// What the page accepts and the contract refuses would be lost with a toast instead of a word beside the field.
test.each(samplingKeys)('the range of %s is the contract’s', (key) => {
  const { min, max, isNullable } = samplingRanges[key]
  const accepts = (value: number | null) => samplingSchema.shape[key].safeParse(value).success
  const beyond = Number.isInteger(samplingRanges[key].step) ? 1 : 0.001
  expect([accepts(min), accepts(max), accepts(min - beyond), accepts(max + beyond), accepts(null)]).toEqual([
    true,
    true,
    false,
    false,
    isNullable,
  ])
})

test('every number of the sampling has its row', () => {
  expect([...samplingKeys, 'stop'].toSorted()).toEqual(Object.keys(samplingSchema.shape).toSorted())
})

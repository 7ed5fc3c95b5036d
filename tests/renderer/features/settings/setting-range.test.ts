import { expect, test } from 'vitest'
import { loadOptionsSchema } from '#contract/engine.ts'
import { samplingSchema } from '#contract/sampling.ts'
import { loadNumberRanges } from '../../../../renderer/features/settings/engine-settings.tsx'
import { samplingKeys, samplingRanges } from '../../../../renderer/features/settings/sampling-settings.tsx'

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

test.each(Object.entries(loadNumberRanges))('the range of %s is the contract’s', (key, { min, max }) => {
  const schema = Object.entries(loadOptionsSchema.shape).find(([name]) => name === key)?.[1]
  const accepts = (value: number | null) => schema?.safeParse(value).success
  expect([accepts(min), accepts(max), accepts(min - 1), accepts(max + 1), accepts(null)]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ])
})

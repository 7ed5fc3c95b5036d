import { expect, test } from 'vitest'
import { loadOptionsSchema } from '#contract/engine.ts'
import { loadNumberRanges } from '../../../renderer/data/load-ranges.ts'

// What the page accepts and the contract refuses would be lost with a toast instead of a word beside the field.
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

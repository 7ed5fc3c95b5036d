import { expect, test } from 'vitest'
import { groupIntoLadders } from '../../../../../renderer/features/library/installed/ladder.ts'
import { rungsOf } from '../../../../../renderer/features/library/installed/ladder-graph.tsx'
import { makeModel } from '../../../fixtures.ts'

const q4 = makeModel({ id: 'q4', quantization: 'Q4_K_M', sizeBytes: 4e9 })
const q8 = makeModel({ id: 'q8', quantization: 'Q8_0', sizeBytes: 8e9 })
const kinds = (chosenModelId: string | null) => {
  const ladder = groupIntoLadders([q4, q8], chosenModelId)[0]
  if (!ladder) throw new Error('There is no ladder.')
  return rungsOf(ladder, ladder.current.id === chosenModelId, undefined).map(({ kind }) => kind)
}

// Every row had a gold rung and was said to be in use.
test('only the chosen quantization is in use, not the one that each row speaks of', () => {
  expect(kinds('q4')).toEqual(['current', 'fits'])
  expect(kinds(null)).toEqual(['fits', 'fits'])
})

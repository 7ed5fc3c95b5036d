import { expect, test } from 'vitest'
import { groupIntoLadders } from '../../../../../renderer/features/library/installed/ladder.ts'
import { type LadderSort, sortLadders } from '../../../../../renderer/features/library/installed/ladder-sort.ts'
import { makeModel } from '../../../fixtures.ts'

const named = (name: string, change: Parameters<typeof makeModel>[0]) =>
  makeModel({ id: name, name, ladderId: name, ladderName: name, ...change })
const ladders = groupIntoLadders(
  [
    named('Model 10', { sizeBytes: 1, parameterCount: null, lastUsedAtMs: 3 }),
    named('Model 9', { sizeBytes: 2, parameterCount: 70, measuredRate: { tokensPerSecond: 5, answers: 1 } }),
    named('anna', {
      sizeBytes: 3,
      parameterCount: 7,
      lastUsedAtMs: 9,
      measuredRate: { tokensPerSecond: 50, answers: 1 },
    }),
  ],
  null,
)

test.each<[LadderSort, string[]]>([
  ['used', ['anna', 'Model 10', 'Model 9']],
  ['name', ['anna', 'Model 9', 'Model 10']],
  ['size', ['anna', 'Model 9', 'Model 10']],
  ['parameters', ['Model 9', 'anna', 'Model 10']],
  ['rate', ['anna', 'Model 9', 'Model 10']],
])('by %s: what is not known comes last, and 9 before 10', (sort, expected) => {
  expect(sortLadders(ladders, sort).map((ladder) => ladder.name)).toEqual(expected)
})

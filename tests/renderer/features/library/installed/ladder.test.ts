import { describe, expect, test } from 'vitest'
import { groupIntoLadders } from '../../../../../renderer/features/library/installed/ladder.ts'
import { makeModel } from '../../../fixtures.ts'

const fit = makeModel().fit
const q4 = makeModel({ id: 'q4', quantization: 'Q4_K_M', sizeBytes: 4e9, ladderId: 'a', ladderName: 'A', name: 'A' })
const q8 = makeModel({ ...q4, id: 'q8', quantization: 'Q8_0', sizeBytes: 8e9, fit: { ...fit, verdict: 'tight' } })
const q2 = makeModel({ ...q4, id: 'q2', quantization: 'Q2_K', sizeBytes: 2e9 })
const other = makeModel({ id: 'other', ladderId: 'b', ladderName: 'B', name: 'B' })

describe('models of one ladder', () => {
  test('are one line, the largest first, with the size of all', () => {
    const [ladder, second] = groupIntoLadders([q2, other, q8, q4], null)
    expect(ladder?.models.map((model) => model.id)).toEqual(['q8', 'q4', 'q2'])
    expect(ladder?.sizeBytes).toBe(14e9)
    expect(second?.id).toBe('b')
  })

  test('speak through the chosen one, else the last used, else the largest that fits', () => {
    const used = { ...q2, lastUsedAtMs: 5 }
    expect(groupIntoLadders([used, q4, q8], 'q8')[0]?.current.id).toBe('q8')
    expect(groupIntoLadders([used, q4, q8], null)[0]?.current.id).toBe('q2')
    expect(groupIntoLadders([q2, q4, q8], null)[0]?.current.id).toBe('q4')
  })

  test('keep the name that the user gave where there is one alone, and the common one where there are more', () => {
    const renamed = { ...q4, name: 'My coder' }
    expect(groupIntoLadders([renamed], null)[0]?.name).toBe('My coder')
    expect(groupIntoLadders([renamed, q8], null)[0]?.name).toBe('A')
  })

  test('leave out files that cannot be used: they would be offered for loading', () => {
    const broken = { ...q8, problem: { code: 'MODEL_FILE_TRUNCATED' as const, params: {}, detail: null } }
    expect(groupIntoLadders([broken, q4], null)[0]?.models.map((model) => model.id)).toEqual(['q4'])
    expect(groupIntoLadders([broken], null)).toEqual([])
  })
})

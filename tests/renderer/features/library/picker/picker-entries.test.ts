import { describe, expect, test } from 'vitest'
import { moveActive, pickerEntries, starterEntryId } from '../../../../../renderer/features/library/picker/picker-entries.ts'
import { makeModel, makeModels } from '../../../fixtures.ts'

const small = makeModel({ id: 'small', name: 'SmolLM2 135M Instruct', quantization: 'Q4_1' })
const large = makeModel({ id: 'large', name: 'Llama 3.1 8B Instruct', quantization: 'Q4_K_M' })
const ids = (...args: Parameters<typeof pickerEntries>) => pickerEntries(...args).map((entry) => entry.id)

describe('the lines of the picker', () => {
  test('each word of the search has to occur, in the name or the quantization, in any case', () => {
    const state = makeModels([small, large])
    expect(ids(state, '')).toEqual(['small', 'large', starterEntryId])
    expect(ids(state, '3.1 Q4_K')).toEqual(['large'])
    expect(ids(state, 'phi q4_k')).toEqual([])
  })

  test('the starter has a line while it is not among the models', () => {
    expect(ids(makeModels([], { starter: { phase: 'failed', attempts: [] } }), '')).toEqual([starterEntryId])
    expect(ids(makeModels([{ ...small, isStarter: true }]), '')).toEqual(['small'])
    expect(ids(makeModels([small], { starter: { phase: 'ready', modelId: 'small' } }), '')).toEqual(['small'])
  })
})

describe('the arrow keys', () => {
  const entries = pickerEntries(makeModels([small, large], { starter: { phase: 'ready', modelId: 'small' } }), '')

  test('walk the list and join its ends', () => {
    expect(moveActive(entries, 'small', 1)).toBe('large')
    expect(moveActive(entries, 'large', 1)).toBe('small')
    expect(moveActive(entries, 'small', -1)).toBe('large')
  })

  test('begin at an end where nothing is active, and stay nowhere in an empty list', () => {
    expect(moveActive(entries, null, 1)).toBe('small')
    expect(moveActive(entries, 'gone', -1)).toBe('large')
    expect(moveActive([], 'small', 1)).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import { groupLadders, representative } from '../../../../../renderer/features/library/picker/ladders.ts'
import { makeModel } from '../../../fixtures.ts'

const model = makeModel()
const fitOf = (verdict: typeof model.fit.verdict) => ({ ...model.fit, verdict })
const large = makeModel({ id: 'large', sizeBytes: 9e9, fit: fitOf('wont-fit') })
const middle = makeModel({ id: 'middle', sizeBytes: 5e9 })
const little = makeModel({ id: 'little', sizeBytes: 1e9 })
const nobody: Parameters<typeof representative>[1] = { loadedId: null, chosenId: null }
const stands = (models: Parameters<typeof groupLadders>[0], ids = nobody) =>
  representative(groupLadders(models)[0]?.variants ?? [], ids)?.id

describe('ladders', () => {
  test('stand with favourites first, then the last used, then by name as people count', () => {
    const one = (id: string, change: object = {}) =>
      makeModel({ id, name: id, ladderId: id, ladderName: id, ...change })
    const names = groupLadders([
      one('Llama 10B'),
      one('Llama 2B'),
      one('Used', { lastUsedAtMs: 5 }),
      one('Loved', { isFavourite: true }),
    ]).map(({ name }) => name)
    expect(names).toEqual(['Loved', 'Used', 'Llama 2B', 'Llama 10B'])
  })

  test('stand last where they cannot be run: they came before all that can, by name', () => {
    const problem = { code: 'MODEL_FILE_EMPTY' as const, params: {}, detail: null }
    const broken = makeModel({ id: 'b', name: 'A broken one', ladderId: 'b', ladderName: 'A broken one', problem })
    expect(groupLadders([broken, little]).map(({ id }) => id)).toEqual([little.ladderId, 'b'])
    const away = { ...broken, problem: null, isReachable: false }
    expect(groupLadders([away, little]).map(({ id }) => id)).toEqual([little.ladderId, 'b'])
  })

  test('a model that stands alone goes by the name that the user gave it', () => {
    expect(groupLadders([makeModel({ name: 'Mine', ladderName: 'Llama' })])[0]?.name).toBe('Mine')
    expect(groupLadders([large, middle])[0]?.name).toBe('SmolLM2 135M Instruct')
  })

  test('hold the largest quantization first', () => {
    expect(groupLadders([little, large, middle])[0]?.variants.map((variant) => variant.model.id)).toEqual([
      'large',
      'middle',
      'little',
    ])
  })
})

describe('the quantization that a ladder stands for', () => {
  const all = [large, middle, little]

  test('is the largest that fits', () => {
    expect(stands(all)).toBe('middle')
  })

  test('is the one that was used last before that, the chosen one before that, the one in memory before all', () => {
    const used = [large, middle, { ...little, lastUsedAtMs: 9 }]
    expect(stands(used)).toBe('little')
    expect(stands(used, { loadedId: null, chosenId: 'large' })).toBe('large')
    expect(stands(used, { loadedId: 'middle', chosenId: 'large' })).toBe('middle')
  })

  test('is the smallest where none fits', () => {
    expect(stands([large, { ...middle, fit: fitOf('wont-fit') }])).toBe('middle')
  })

  test('is one that cannot be run only where there is no other', () => {
    const away = { ...middle, isReachable: false, lastUsedAtMs: 9 }
    expect(stands([away, little])).toBe('little')
    expect(stands([away])).toBe('middle')
  })
})

import { expect, test } from 'vitest'
import { inLadderOrder, modelLadders, searchLadders } from '../../../../../renderer/features/lab/setup/model-ladders.ts'
import { makeModel } from '../../../fixtures.ts'

const llama = { ladderId: 'llama', ladderName: 'Llama 3.1 8B', name: 'Llama 3.1 8B' }
const gemma = { ladderId: 'gemma', ladderName: 'Gemma 3 4B', name: 'Gemma 3 4B' }
const models = [
  makeModel({ ...llama, id: 'llama-q4', quantization: 'Q4_K_M', sizeBytes: 4.9e9 }),
  makeModel({ ...gemma, id: 'gemma-q4', quantization: 'Q4_K_M', sizeBytes: 2.5e9 }),
  makeModel({ ...llama, id: 'llama-q8', quantization: 'Q8_0', sizeBytes: 8.5e9 }),
  makeModel({ ...llama, id: 'llama-away', quantization: 'Q2_K', sizeBytes: 3.2e9, isReachable: false }),
]

test('a model that cannot be reached is not offered; the others stand by what they are quantizations of, the largest first', () => {
  expect(modelLadders(models).map(({ id, models: own }) => [id, own.map((model) => model.id)])).toEqual([
    ['llama', ['llama-q8', 'llama-q4']],
    ['gemma', ['gemma-q4']],
  ])
})

test('a search finds a name or a quantization, each word of it', () => {
  const found = (query: string) =>
    searchLadders(modelLadders(models), query).flatMap((one) => one.models.map(({ id }) => id))
  expect(found('q4_k')).toEqual(['llama-q4', 'gemma-q4'])
  expect(found('  LLAMA q8 ')).toEqual(['llama-q8'])
  expect(found('mistral')).toEqual([])
})

test('the chosen are run from the largest to the smallest, however they were chosen; what is gone is not, what is away is', () => {
  const chosen = ['gemma-q4', 'llama-away', 'removed', 'llama-q4', 'llama-q8']
  expect(inLadderOrder(chosen, models)).toEqual(['llama-q8', 'llama-q4', 'gemma-q4', 'llama-away'])
})

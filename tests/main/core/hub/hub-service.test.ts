import { expect, it } from 'vitest'
import { repositoryOf, testHub } from '../../../support/test-hub.ts'

const llama = repositoryOf(
  'bartowski/Llama-3.2-3B-Instruct-GGUF',
  {
    'Llama-3.2-3B-Instruct-Q4_K_M.gguf': 2_019_377_376,
    'Llama-3.2-3B-Instruct-Q8_0.gguf': 3_421_898_976,
    'Llama-3.2-3B-Instruct-f16.gguf': 6_433_687_776,
    'mmproj-f16.gguf': 1_000_000,
    'README.md': 100,
  },
  {
    licence: 'llama3.2',
    downloads: 5000,
    likes: 40,
    gguf: { total: 3_212_749_888, architecture: 'llama', context_length: 131_072 },
  },
)

it('finds models with their sizes, their licence and what fits here', async () => {
  const { service, hub } = await testHub([llama, repositoryOf('other/Something-GGUF', { 'a.gguf': 10 })])
  const { models, cursor } = await service.search({ query: ' llama ', sort: 'fit', cursor: null })
  expect(cursor).toBeNull()
  expect(models).toMatchObject([
    {
      repository: llama.id,
      catalogId: null,
      name: 'Llama-3.2-3B-Instruct',
      author: 'bartowski',
      licence: 'llama3.2',
      gated: 'no',
      downloads: 5000,
      likes: 40,
      architecture: 'llama',
      parameterCount: 3_212_749_888,
      contextTokens: 131_072,
      pageUrl: `${hub.endpoint}/${llama.id}`,
      recommended: 'Q8_0',
      unchecked: [],
    },
  ])
  expect(models[0]?.quantizations.map(({ name, sizeBytes, fit }) => [name, sizeBytes, fit.verdict])).toEqual([
    ['F16', 6_433_687_776, 'tight'],
    ['Q8_0', 3_421_898_976, 'fits'],
    ['Q4_K_M', 2_019_377_376, 'fits'],
  ])
  expect(models[0]?.quantizations[2]?.bitsPerWeight).toBeCloseTo(5.03, 2)
  expect(models[0]?.updatedAtMs).toBe(Date.parse('2026-05-01T12:00:00Z'))
})

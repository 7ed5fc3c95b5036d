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

const first = { query: '', sort: 'downloads', cursor: null } as const

it('turns the pages, each model once, in the order that was asked for', async () => {
  const repositories = Array.from({ length: 45 }, (_, index) =>
    repositoryOf(`someone/Model-${index}-GGUF`, { 'm-Q4_0.gguf': 1000 }, { downloads: index, likes: 100 - index }),
  )
  const { service, hub } = await testHub(repositories)
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await service.search({ query: 'model', sort: 'likes', cursor })
    expect(page.models.length).toBeLessThanOrEqual(20)
    seen.push(...page.models.map(({ repository }) => repository))
    cursor = page.cursor
  } while (cursor !== null)
  expect(seen).toEqual(repositories.map(({ id }) => id))
  expect(hub.requests.filter(({ url }) => url.startsWith('/api/models?'))).toHaveLength(3)
})

it('puts first what this machine runs well, whatever else is fetched more', async () => {
  const id = (name: string) => `someone/${name}`
  const repositories = [
    repositoryOf(id('Too-Large'), { 'x-Q4_K_M.gguf': 40e9 }, { downloads: 9000 }),
    repositoryOf(id('Tight'), { 'x-Q4_K_M.gguf': 5.7e9 }, { downloads: 8000 }),
    repositoryOf(id('Only-Crushed'), { 'x-Q2_K.gguf': 3e9, 'x-Q4_K_M.gguf': 9e9 }, { downloads: 7000 }),
    repositoryOf(id('Slow'), { 'x-Q4_K_M.gguf': 2.5e9 }, { downloads: 6000 }),
    repositoryOf(id('Fits'), { 'x-Q4_K_M.gguf': 2e9 }, { downloads: 10 }),
    repositoryOf(id('Fits-And-Known'), { 'x-Q4_K_M.gguf': 2e9 }, { downloads: 20 }),
  ]
  const estimateRate = (sizeBytes: number) => (sizeBytes === 2.5e9 ? { low: 2, high: 4 } : { low: 5, high: 9 })
  const { service } = await testHub(repositories, { context: { estimateRate } })
  const { models } = await service.search({ ...first, sort: 'fit' })
  const names = ['Fits-And-Known', 'Fits', 'Tight', 'Only-Crushed', 'Slow', 'Too-Large']
  expect(models.map(({ name }) => name)).toEqual(names)
})

it('lists a model whose own page fails without its sizes', async () => {
  const { service, hub } = await testHub([llama, repositoryOf('a/Other-GGUF', { 'o-Q4_0.gguf': 100 })])
  hub.faults.answer(/^\/api\/models\/bartowski/, { status: 500 })
  const { models } = await service.search(first)
  expect(models.map(({ repository }) => repository)).toEqual([llama.id, 'a/Other-GGUF'])
  expect(models[0]).toMatchObject({ likes: 40, parameterCount: 3_212_749_888, recommended: null })
  expect(models[0]?.quantizations.map(({ name, sizeBytes, fit }) => [name, sizeBytes, fit.verdict])).toEqual([
    ['F16', null, 'unknown'],
    ['Q4_K_M', null, 'unknown'],
    ['Q8_0', null, 'unknown'],
  ])
  expect(models[1]?.quantizations[0]?.sizeBytes).toBe(100)
})

// Twenty more requests to a hub that has just asked for patience would only lengthen it.
it('asks no further when the hub asks for patience', async () => {
  const repositories = Array.from({ length: 20 }, (_, index) => repositoryOf(`a/M${index}`, { 'm-Q4_0.gguf': 1 }))
  const { service, hub } = await testHub(repositories)
  hub.faults.answer(/^\/api\/models\/a\//, { status: 429 }, 1000)
  const { models } = await service.search(first)
  expect(models).toHaveLength(20)
  expect(hub.requests.length).toBeLessThan(12)
})

it('asks for the sizes of a commit once', async () => {
  const { service, hub } = await testHub([llama])
  await service.search(first)
  const before = hub.requests.length
  await service.search(first)
  expect(hub.requests.slice(before).map(({ url }) => url.split('?')[0])).toEqual(['/api/models'])
  await hub.changeFile(llama.id, { path: 'new-Q4_0.gguf', content: 'new' })
  await service.search(first)
  expect(hub.requests.at(-1)?.url).toContain(hub.commitOf(llama.id))
})

it('shows nothing that would lead out of a folder or dress up the list', async () => {
  const hostile = {
    '../../etc/Model-Q4_0.gguf': 1,
    'C:\\Model-Q4_1.gguf': 1,
    'folder\\Model-Q5_0.gguf': 1,
    'Model\0-Q5_1.gguf': 1,
    '/etc/Model-Q2_K.gguf': 1,
    'folder/../Model-Q3_K_S.gguf': 1,
    '.hidden-Q3_K_M.gguf': 1,
    'con-Q3_K_L.gguf/con.gguf': 1,
    'Model-\u202Efgug.Q6_K.gguf': 1,
    'folder/Model-Q8_0.gguf': 1,
  }
  const { service } = await testHub([
    repositoryOf('someone/Model-GGUF', hostile, {
      licence: 'mit\u202E\nfree',
      gguf: { total: 1, architecture: 'll\u0000ama', context_length: 1 },
    }),
  ])
  const { models } = await service.search(first)
  expect(models[0]?.quantizations.flatMap(({ files }) => files.map(({ path }) => path))).toEqual([
    'folder/Model-Q8_0.gguf',
  ])
  expect(models[0]).toMatchObject({ licence: 'mit free', architecture: 'll ama' })
})

it('leaves out repositories with names that none may have, and those without models', async () => {
  const { service, hub } = await testHub([llama])
  const row = (id: string, siblings: object[]) => ({ id, siblings, tags: [] })
  hub.faults.answer(/^\/api\/models\?/, {
    status: 200,
    body: JSON.stringify([
      row('gpt2', [{ rfilename: 'a.gguf' }]),
      row('../../secret', [{ rfilename: 'a.gguf' }]),
      row('a/b?x=1', [{ rfilename: 'a.gguf' }]),
      row('someone/empty', []),
      row(llama.id, [{ rfilename: 'm-Q4_0.gguf' }]),
    ]),
  })
  const { models } = await service.search(first)
  expect(models.map(({ repository }) => repository)).toEqual([llama.id])
})

// One careless author must not empty the whole page.
it('takes nonsense about likes, dates and licences as not said', async () => {
  const nonsense = {
    likes: -1,
    downloads: 'many',
    lastModified: 'soon',
    gated: 'perhaps',
    tags: 5,
    cardData: [],
    gguf: 'x',
  }
  const { service } = await testHub([repositoryOf('a/Odd', { 'm-Q4_0.gguf': 5 })])
  const { hub, service: odd } = await testHub([{ ...repositoryOf('a/Odd', { 'm-Q4_0.gguf': 5 }), extra: nonsense }])
  expect((await service.search(first)).models[0]?.gated).toBe('no')
  const { models } = await odd.search(first)
  expect(hub.requests.length).toBe(2)
  expect(models[0]).toMatchObject({
    likes: null,
    downloads: null,
    updatedAtMs: null,
    gated: 'unknown',
    licence: null,
    parameterCount: null,
  })
})

it('tells which quantizations are here, which are on their way, and how quick they would be', async () => {
  const { service } = await testHub([llama], {
    context: {
      modelWith: (sha256) => (sha256 === '1'.repeat(64) ? 'model-1' : null),
      downloadOf: (_, paths) => (paths[0]?.includes('Q4_K_M') ? 'download-1' : null),
      estimateRate: (sizeBytes) => ({ low: 1e10 / sizeBytes, high: 2e10 / sizeBytes }),
    },
  })
  const { quantizations } = await service.model(llama.id)
  expect(quantizations.map(({ name, modelId, downloadId }) => [name, modelId, downloadId])).toEqual([
    ['F16', null, null],
    ['Q8_0', 'model-1', null],
    ['Q4_K_M', null, 'download-1'],
  ])
  expect(quantizations[2]?.estimatedRate?.low).toBeCloseTo(4.95, 2)
})

it('reads of a mixture of experts that a token needs a part of it alone', async () => {
  const shares: number[] = []
  const { service } = await testHub(
    [
      repositoryOf(
        'someone/Qwen3-30B-A3B-GGUF',
        { 'm-Q4_0.gguf': 1000 },
        { gguf: { total: 30e9, architecture: 'qwen3moe', context_length: 1 } },
      ),
    ],
    {
      context: {
        estimateRate: (_, share) => {
          shares.push(share)
          return null
        },
      },
    },
  )
  await service.model('someone/Qwen3-30B-A3B-GGUF')
  expect(shares).toEqual([0.1])
})

it('says how a repository lets people in', async () => {
  const { service } = await testHub([
    { ...llama, gated: 'manual' },
    repositoryOf('a/Auto', { 'm-Q4_0.gguf': 1 }, { gated: 'auto' }),
  ])
  const { models } = await service.search(first)
  expect(models.map(({ gated }) => gated)).toEqual(['manual', 'auto'])
})

it('writes down each request that it sends, and sends none of its own accord', async () => {
  const { service, requests, hub } = await testHub([llama])
  await service.access()
  await service.catalog()
  expect(requests.list()).toEqual([])
  await service.search({ ...first, query: 'llama' })
  const host = new URL(hub.endpoint).host
  expect(requests.list()).toMatchObject([
    { target: `${host}/api/models/${llama.id}/revision/${hub.commitOf(llama.id)}`, purpose: 'hub-model' },
    { target: `${host}/api/models`, purpose: 'hub-search', outcome: 'done' },
  ])
  expect(JSON.stringify(requests.list())).not.toContain('search=')
})

import { ORPCError } from '@orpc/client'
import { beforeEach, expect, test } from 'vitest'
import type { OfferedModel } from '#contract/offers.ts'
import type { WattleConnection } from '../../../../../renderer/data/client.ts'
import {
  hubSearchStore,
  resetHubSearch,
  searchHub,
  searchHubAgain,
  searchHubFurther,
} from '../../../../../renderer/features/library/discover/hub-search.ts'
import { makeOffer } from '../../../fixtures.ts'

beforeEach(resetHubSearch)

type Page = { models: OfferedModel[]; cursor: string | null }
type Input = { query: string; sort: string; cursor: string | null }

const clientOf = (search: (input: Input, options: { signal: AbortSignal }) => Promise<Page>) =>
  // The search is all that is called.
  ({ hub: { search } }) as unknown as WattleConnection['client']

const found = (...names: string[]): OfferedModel[] => names.map((repository) => makeOffer({ repository }))
const names = () => hubSearchStore.getState().models.map((model) => model.repository)

test('pages are added to each other, and a model that comes twice is shown once', async () => {
  const asked: Input[] = []
  const client = clientOf(async (input) => {
    asked.push(input)
    return input.cursor === null
      ? { models: found('a/1', 'a/2'), cursor: 'p2' }
      : { models: found('a/2', 'a/3'), cursor: null }
  })
  await searchHub(client, ' llama ')
  await searchHubFurther(client)
  expect(names()).toEqual(['a/1', 'a/2', 'a/3'])
  expect(asked.map(({ query, cursor }) => [query, cursor])).toEqual([
    ['llama', null],
    ['llama', 'p2'],
  ])
  expect(hubSearchStore.getState()).toMatchObject({ phase: 'idle', cursor: null, problem: null })
})

test('the answer to a search that another one has replaced is not shown', async () => {
  let answerFirst: (page: Page) => void = () => undefined
  const client = clientOf(({ query }) =>
    query === 'first'
      ? new Promise((resolve) => (answerFirst = resolve))
      : Promise.resolve({ models: found('b/1'), cursor: null }),
  )
  const first = searchHub(client, 'first')
  await searchHub(client, 'second')
  answerFirst({ models: found('a/1'), cursor: 'more' })
  await first
  expect(names()).toEqual(['b/1'])
})

test('a page that fails keeps those before it, and is asked for again by itself', async () => {
  let fails = true
  const cursors: (string | null)[] = []
  const client = clientOf(async ({ cursor }) => {
    cursors.push(cursor)
    if (cursor === null) return { models: found('a/1'), cursor: 'p2' }
    if (fails) throw new ORPCError('HUB_RATE_LIMITED', { data: { params: { retryAfterS: 3 }, detail: null } })
    return { models: found('a/2'), cursor: null }
  })
  await searchHub(client, 'llama')
  await searchHubFurther(client)
  expect(names()).toEqual(['a/1'])
  expect(hubSearchStore.getState().problem?.code).toBe('HUB_RATE_LIMITED')
  fails = false
  await searchHubAgain(client)
  expect(names()).toEqual(['a/1', 'a/2'])
  expect(cursors).toEqual([null, 'p2', 'p2'])
})

test('another order asks from the beginning and replaces what was found', async () => {
  const client = clientOf(async ({ sort }) => ({ models: found(`by/${sort}`), cursor: 'p2' }))
  await searchHub(client, 'llama')
  await searchHubAgain(client, 'likes')
  expect(names()).toEqual(['by/likes'])
})

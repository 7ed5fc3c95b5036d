// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { HubPage } from '../../../../../renderer/features/library/discover/hub-page.tsx'
import { resetHubSearch } from '../../../../../renderer/features/library/discover/hub-search.ts'
import { setHubWords } from '../../../../../renderer/features/library/library-state.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeDownload } from '../../../../support/make-download.ts'
import { makeModel, makeModels, makeOffer, makeQuantization } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(() => {
  resetHubSearch()
  setHubWords('')
})

const access = {
  endpoint: 'https://hub.test',
  token: null,
  willKeepIn: 'file' as const,
  tokenPath: '/home/me/token',
  proxy: null,
}

const open = ({ hub, downloads, catalog }: FakeClient, models = makeModels([])) => {
  const stores = createStores()
  stores.models.setState(models, true)
  stores.downloads.setState({ downloads: [] }, true)
  const client: FakeClient = {
    hub: { access: async () => access, ...hub },
    downloads: { ...downloads },
    catalog: { list: async () => [], ...catalog },
  }
  return { ...renderPart(<HubPage />, { stores, client }), stores }
}

const type = (words: string) => fireEvent.change(screen.getByRole('searchbox'), { target: { value: words } })
const search = (words: string) => {
  type(words)
  fireEvent.click(screen.getByRole('button', { name: 'Search' }))
}

test('nothing is asked of the hub while words are typed, and the page says so and to whom they would go', async () => {
  const ask = vi.fn(async () => ({ models: [], cursor: null }))
  open({ hub: { search: ask } })
  type('secret project')
  expect(await screen.findByText('Nothing is sent while you type. Enter sends these words to hub.test.')).toBeTruthy()
  expect(ask).not.toHaveBeenCalled()
  fireEvent.submit(screen.getByRole('searchbox'))
  await waitFor(() => expect(ask).toHaveBeenCalledTimes(1))
  expect(await screen.findByText('The hub has no GGUF model for “secret project”.')).toBeTruthy()
})

test('the recommended quantization is got with one press, by the files that the hub named', async () => {
  const addFromHub = vi.fn(async () => makeDownload())
  open({ hub: { search: async () => ({ models: [makeOffer()], cursor: null }) }, downloads: { addFromHub } })
  search('qwen')
  fireEvent.click(await screen.findByRole('button', { name: 'Get Qwen3 8B Q4_K_M' }))
  await waitFor(() =>
    expect(addFromHub).toHaveBeenCalledWith({
      repository: 'Qwen/Qwen3-8B-GGUF',
      quantization: 'Q4_K_M',
      paths: ['model-Q4_K_M.gguf'],
    }),
  )
})

test('an entry of the catalogue is got from the catalogue, which knows several sources', async () => {
  const addFromCatalog = vi.fn(async () => makeDownload())
  open({ catalog: { list: async () => [makeOffer({ catalogId: 'qwen3' })] }, downloads: { addFromCatalog } })
  fireEvent.click(await screen.findByRole('button', { name: 'Get Qwen3 8B Q4_K_M' }))
  await waitFor(() => expect(addFromCatalog).toHaveBeenCalledWith({ catalogId: 'qwen3', quantization: 'Q4_K_M' }))
})

test('what is refused is told below the model that it was asked for', async () => {
  const refuse = async () => Promise.reject(new ORPCError('DISK_FULL', { data: { params: {}, detail: null } }))
  open({ hub: { search: async () => ({ models: [makeOffer()], cursor: null }) }, downloads: { addFromHub: refuse } })
  search('qwen')
  fireEvent.click(await screen.findByRole('button', { name: 'Get Qwen3 8B Q4_K_M' }))
  expect(await screen.findByText('The disk is full')).toBeTruthy()
})

test('where the hub asks for patience the time is counted down, and the button waits with it', async () => {
  const limited = new ORPCError('HUB_RATE_LIMITED', { data: { params: { retryAfterS: 30 }, detail: null } })
  const ask = vi.fn(async () => Promise.reject(limited))
  open({ hub: { search: ask } })
  search('qwen')
  const button = await screen.findByRole('button', { name: 'Try again in 30 s' })
  expect(button.hasAttribute('disabled')).toBe(true)
  expect(await screen.findByLabelText('Access token')).toBeTruthy()
})

test('a gated model tells what to accept and where, and where a token would be kept', async () => {
  const gated = makeOffer({ gated: 'auto' })
  open({ hub: { search: async () => ({ models: [gated], cursor: null }) } })
  search('qwen')
  expect(await screen.findByText('Terms to accept')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Qwen3 8B' }))
  const link = await screen.findByRole('link', { name: gated.pageUrl })
  expect(link.getAttribute('href')).toBe(gated.pageUrl)
  expect(await screen.findByText(/kept in \/home\/me\/token/)).toBeTruthy()
})

test('a page address that is not https leads nowhere', async () => {
  const hostile = makeOffer({ pageUrl: 'javascript:alert(1)' })
  open({ hub: { search: async () => ({ models: [hostile], cursor: null }) } })
  search('qwen')
  fireEvent.click(await screen.findByRole('button', { name: 'Qwen3 8B' }))
  expect(await screen.findByText('Its page')).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Its page' })).toBeNull()
})

test('a token that the hub refuses is not taken for kept', async () => {
  const refused = new ORPCError('HUB_TOKEN_REFUSED', { data: { params: {}, detail: null } })
  const gated = makeOffer({ gated: 'manual' })
  open({
    hub: {
      search: async () => ({ models: [gated], cursor: null }),
      setToken: async () => Promise.reject(refused),
    },
  })
  search('qwen')
  fireEvent.click(await screen.findByRole('button', { name: 'Qwen3 8B' }))
  fireEvent.change(await screen.findByLabelText('Access token'), { target: { value: 'hf_wrong' } })
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }))
  expect(await screen.findByText('The hub does not know this token')).toBeTruthy()
})

test('what is installed already is shown and not offered again', async () => {
  const offer = makeOffer({ quantizations: [makeQuantization({ modelId: 'model-1' })] })
  open({ hub: { search: async () => ({ models: [offer], cursor: null }) } }, makeModels([makeModel()]))
  search('qwen')
  const link = await screen.findByRole('link', { name: /is installed/ })
  expect(link.getAttribute('href')).toBe('/library/model/model-1')
  expect(screen.queryByRole('button', { name: /^Get/ })).toBeNull()
})

test('more is asked for only by the button', async () => {
  const ask = vi.fn(async ({ cursor }: { cursor: string | null }) => ({
    models: [makeOffer({ repository: `a/${cursor}`, name: `Model ${cursor}` })],
    cursor: cursor === null ? 'p2' : null,
  }))
  open({ hub: { search: ask } })
  search('qwen')
  fireEvent.click(await screen.findByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Model p2')).toBeTruthy()
  expect(screen.getByText('Model null')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

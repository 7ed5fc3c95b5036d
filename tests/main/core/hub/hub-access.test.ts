import { expect, it } from 'vitest'
import { FakeSecretStore, hubServiceOf, testHub } from '../../../support/test-hub.ts'

const users = [{ token: 'hf_good', name: 'someone', accepted: [] }]
const files = [{ path: 'm-Q4_0.gguf', content: 'bytes' }]

it('keeps a token that the hub accepts, sends it from then on, and forgets it again', async () => {
  const store = new FakeSecretStore()
  const { service, hub, requests } = await testHub([{ id: 'a/b', files }], { users, stores: [store] })
  expect(await service.access()).toEqual({
    endpoint: hub.endpoint,
    token: null,
    willKeepIn: 'system',
    tokenPath: '/data/hub-token',
    proxy: null,
  })
  expect(await service.setToken('hf_good')).toMatchObject({ token: 'system' })
  expect(store.secret).toBe('hf_good')
  await service.model('a/b')
  expect(hub.requests.map(({ url, headers }) => [url.split('?')[0], headers.authorization])).toEqual([
    ['/api/whoami-v2', 'Bearer hf_good'],
    ['/api/models/a/b', 'Bearer hf_good'],
  ])
  expect(JSON.stringify(requests.list())).not.toContain('hf_good')
  expect(await service.removeToken()).toMatchObject({ token: null })
  expect(store.secret).toBeNull()
  await service.model('a/b')
  expect(hub.requests.at(-1)?.headers.authorization).toBeUndefined()
})

it('does not keep a token that the hub refuses', async () => {
  const store = new FakeSecretStore()
  store.secret = 'hf_before'
  const { service } = await testHub([], { users, stores: [store] })
  await expect(service.setToken('hf_bad')).rejects.toMatchObject({ code: 'HUB_TOKEN_REFUSED' })
  expect(store.secret).toBe('hf_before')
})

// The bug: it could not be sent, which was told as a hub that cannot be reached, and tried again all night.
it.each(['hf_a\nb', 'hf_ключ', 'hf a'])('does not send what no token can be: %j', async (token) => {
  const { service, hub } = await testHub([{ id: 'a/b', files }], { environment: { HF_TOKEN: token } })
  await expect(service.setToken(token)).rejects.toMatchObject({ code: 'HUB_TOKEN_REFUSED' })
  await expect(service.model('a/b')).rejects.toMatchObject({ code: 'HUB_UNAUTHORIZED' })
  expect(hub.requests).toEqual([])
})

// What cannot be checked now may still be right: it is said, and nothing is thrown away.
it('tells a hub that is out of reach from a token that is wrong', async () => {
  const store = new FakeSecretStore()
  const { service, hub } = await testHub([], { users, stores: [store] })
  hub.faults.answer(/whoami/, { status: 503 })
  await expect(service.setToken('hf_good')).rejects.toMatchObject({ code: 'HUB_SERVER_ERROR' })
  await hub.close()
  await expect(service.setToken('hf_good')).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
  expect(store.secret).toBeNull()
})

it('checks the new token and not the one in force', async () => {
  const { service, hub } = await testHub([], { users, environment: { HF_TOKEN: 'hf_environment' } })
  await service.setToken('hf_good')
  expect(hub.requests[0]?.headers.authorization).toBe('Bearer hf_good')
  expect(await service.access()).toMatchObject({ token: 'environment' })
})

it('tells an expired token from a repository that is not there', async () => {
  const { service } = await testHub([{ id: 'a/b', files }], { environment: { HF_TOKEN: 'hf_expired' } })
  await expect(service.model('a/b')).rejects.toMatchObject({ code: 'HUB_UNAUTHORIZED' })
})

// Who signs in may see more, who signs out less: neither sees what the other did.
it('asks again for what was seen with another token', async () => {
  const { service, hub } = await testHub([{ id: 'a/b', files }], { users })
  const search = () => service.search({ query: '', sort: 'downloads', cursor: null })
  await search()
  await service.setToken('hf_good')
  await search()
  const asked = hub.requests.filter(({ url }) => url.includes('/revision/'))
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer hf_good'])
})

it('sends no token after a redirect to another host', async () => {
  const { service, hub } = await testHub([{ id: 'a/b', files }], {
    environment: { HF_TOKEN: 'hf_secret' },
    separateContent: true,
  })
  hub.faults.answer(/^\/api\/models\/a\/b/, { status: 302, headers: { location: `${hub.contentOrigin}/steal` } })
  await expect(service.model('a/b')).rejects.toMatchObject({ code: 'HUB_ANSWER_INVALID' })
  expect(hub.requests).toHaveLength(1)
})

it.each([
  'http://example.org',
  'http://192.168.1.5:8080',
  'ftp://huggingface.co',
  'huggingface.co',
  'https://user:secret@example.org',
])('asks nothing of HF_ENDPOINT %j', async (endpoint) => {
  const { service, requests } = hubServiceOf(endpoint, { environment: { HF_TOKEN: 'hf_secret' } })
  const refused = await service.model('a/b').catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'HUB_ENDPOINT_REFUSED' })
  expect(JSON.stringify(refused)).not.toContain('secret')
  expect(requests.list()).toEqual([])
  // The settings and the catalogue open all the same.
  expect((await service.access()).endpoint).not.toContain('secret')
  expect((await service.catalog()).length).toBeGreaterThan(12)
})

it('uses https and no other hub where HF_ENDPOINT says nothing', async () => {
  const { service } = hubServiceOf('')
  expect(await service.access()).toMatchObject({ endpoint: 'https://huggingface.co' })
})

it.each([
  [{ HTTPS_PROXY: 'http://me:secret@proxy.example:3128' }, 'http://proxy.example:3128'],
  [{ https_proxy: 'me:secret@proxy.example:3128', HTTPS_PROXY: 'http://other' }, 'proxy.example:3128'],
  [{ HTTP_PROXY: 'http://plain.example' }, null],
  [{}, null],
])('shows the proxy of %j without its password', async (environment, proxy) => {
  const { service } = hubServiceOf('https://huggingface.co', { environment })
  expect(await service.access()).toMatchObject({ proxy })
})

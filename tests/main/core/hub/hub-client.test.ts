import { expect, it } from 'vitest'
import { hubOfTest } from '../../../support/hub-server-of-test.ts'
import { hubServiceOf, repositoryOf, testHub } from '../../../support/test-hub.ts'

const repository = repositoryOf('someone/Some-Model-GGUF', { 'Some-Model-Q4_K_M.gguf': 1_000_000 })
const model = /^\/api\/models\/someone/
const search = /^\/api\/models\?/
const json = { 'content-type': 'application/json' }

/** Every way a hub can fail, and what the user is told. */
const refusals = [
  ['an expired token', { status: 401 }, 'HUB_UNAUTHORIZED', { status: 401 }],
  [
    'a repository that nobody may know of',
    { status: 401, headers: { 'x-error-code': 'RepoNotFound' } },
    'HUB_NOT_FOUND',
    { what: repository.id },
  ],
  ['terms that were not accepted', { status: 403 }, 'HUB_GATED', { repository: repository.id }],
  [
    'terms, without a token',
    { status: 401, headers: { 'x-error-code': 'GatedRepo' } },
    'HUB_GATED',
    { repository: repository.id },
  ],
  ['nothing there', { status: 404 }, 'HUB_NOT_FOUND', { what: repository.id }],
  [
    'a commit that is not there',
    { status: 404, headers: { 'x-error-code': 'RevisionNotFound' } },
    'HUB_NOT_FOUND',
    { what: repository.id },
  ],
  ['too many requests', { status: 429, headers: { 'retry-after': '17' } }, 'HUB_RATE_LIMITED', { retryAfterS: 17 }],
  [
    "too many requests, in the hub's own words",
    { status: 429, headers: { ratelimit: '"api";r=0;t=55' } },
    'HUB_RATE_LIMITED',
    { retryAfterS: 55 },
  ],
  ['a fault', { status: 500 }, 'HUB_SERVER_ERROR', { status: 500 }],
  ['maintenance', { status: 503, headers: { 'retry-after': '120' } }, 'HUB_SERVER_ERROR', { status: 503 }],
  ['a status that makes no sense', { status: 418 }, 'HUB_ANSWER_INVALID', {}],
  ['a sign-in page', { status: 200, body: '<!doctype html><title>Hotel</title>' }, 'HUB_ANSWER_INVALID', {}],
  ['an empty answer', { status: 200, headers: json, body: '' }, 'HUB_ANSWER_INVALID', {}],
  ['another kind of value', { status: 200, headers: json, body: '[]' }, 'HUB_ANSWER_INVALID', {}],
  [
    'a hash that is none',
    { status: 200, headers: json, body: withFile({ lfs: { sha256: 'abc', size: 1 } }) },
    'HUB_ANSWER_INVALID',
    {},
  ],
  ['a negative size', { status: 200, headers: json, body: withFile({ size: -1 }) }, 'HUB_ANSWER_INVALID', {}],
  [
    'a size beyond all counting',
    { status: 200, headers: json, body: withFile({ size: 1e300 }) },
    'HUB_ANSWER_INVALID',
    {},
  ],
  [
    'a redirect to another host',
    { status: 302, headers: { location: 'http://127.0.0.2:1/' } },
    'HUB_ANSWER_INVALID',
    {},
  ],
  ['a redirect to nowhere', { status: 302, headers: { location: 'http://[' } }, 'HUB_ANSWER_INVALID', {}],
] as const

it.each(refusals)('tells %s', async (_, answer, code, params) => {
  const { service, hub, requests } = await testHub([repository])
  hub.faults.answer(model, answer)
  await expect(service.model(repository.id)).rejects.toMatchObject({ code, params })
  expect(requests.list()[0]?.outcome).toBe('failed')
  // The next try goes through: nothing of the failure is kept.
  await expect(service.model(repository.id)).resolves.toMatchObject({ repository: repository.id })
})

// The bug: the parser's message quotes what it met.
it('does not repeat an answer that echoes the request', async () => {
  const { service, hub } = await testHub([repository], { environment: { HF_TOKEN: 'hf_secret' } })
  hub.faults.answer(model, { status: 200, headers: json, body: 'hf_secret' })
  const fault = { code: 'HUB_ANSWER_INVALID', detail: 'no JSON' }
  await expect(service.model(repository.id)).rejects.toMatchObject(fault)
})

it('says of thousands of wrong files what is wrong with the first', async () => {
  const { service, hub } = await testHub([repository])
  const siblings = Array.from({ length: 20_000 }, () => ({ rfilename: 7 }))
  hub.faults.answer(model, { status: 200, headers: json, body: JSON.stringify({ id: repository.id, siblings }) })
  await expect(service.model(repository.id)).rejects.toMatchObject({
    code: 'HUB_ANSWER_INVALID',
    detail: expect.stringMatching(/^siblings\.0\.rfilename: .{1,100}$/),
  })
})

it('leads from a gated repository to the page where its terms are accepted', async () => {
  const { service, hub } = await testHub([repository])
  hub.faults.answer(model, { status: 403, headers: { 'x-error-code': 'GatedRepo' } })
  const pageUrl = `${hub.endpoint}/${repository.id}`
  await expect(service.model(repository.id)).rejects.toMatchObject({ code: 'HUB_GATED', params: { pageUrl } })
})

it('tells a search that was refused from an empty one', async () => {
  const { service, hub } = await testHub([])
  const input = { query: 'x', sort: 'downloads', cursor: null } as const
  await expect(service.search(input)).resolves.toEqual({ models: [], cursor: null })
  hub.faults.answer(search, { status: 401 })
  await expect(service.search(input)).rejects.toMatchObject({ code: 'HUB_UNAUTHORIZED' })
  hub.faults.answer(search, { status: 200, headers: json, body: '{"error":"nonsense"}' })
  await expect(service.search(input)).rejects.toMatchObject({ code: 'HUB_ANSWER_INVALID' })
})

it('says that a hub that is not there cannot be reached', async () => {
  const hub = await hubOfTest({ repositories: [] })
  await hub.close()
  const { service, requests } = hubServiceOf(hub.endpoint)
  const host = new URL(hub.endpoint).host
  await expect(service.model(repository.id)).rejects.toMatchObject({ code: 'HUB_UNREACHABLE', params: { host } })
  expect(requests.list()).toMatchObject([{ outcome: 'failed', purpose: 'hub-model' }])
})

it('does not wait for ever', async () => {
  const { service, hub } = await testHub([repository], { timeoutMs: 50 })
  hub.faults.silence(model)
  await expect(service.model(repository.id)).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
})

it('ends with the reason of whoever asked', async () => {
  const { service, hub } = await testHub([repository])
  hub.faults.silence(model)
  const stop = new AbortController()
  const asked = service.model(repository.id, stop.signal)
  stop.abort(new Error('the page was left'))
  await expect(asked).rejects.toThrow('the page was left')
})

it('follows a repository that was renamed, within the hub', async () => {
  const { service, hub } = await testHub([repository])
  const location = `/api/models/${repository.id}?blobs=true`
  hub.faults.answer(/\/api\/models\/someone\/Old-Name/, { status: 307, headers: { location } })
  await expect(service.model('someone/Old-Name')).resolves.toMatchObject({ repository: repository.id })
})

it('does not go round in circles', async () => {
  const { service, hub } = await testHub([repository])
  hub.faults.answer(model, { status: 307, headers: { location: `/api/models/${repository.id}` } }, 100)
  await expect(service.model(repository.id)).rejects.toMatchObject({ code: 'HUB_ANSWER_INVALID' })
  expect(hub.requests.length).toBeLessThan(6)
})

// A hub may have a path of its own, as some mirrors do.
it('keeps the path of a mirror', async () => {
  const { hub } = await testHub([])
  hub.faults.answer(/^\/mirror\/api\/models\?/, { status: 200, headers: json, body: '[]' })
  const { service } = hubServiceOf(`${hub.endpoint}/mirror/`)
  await service.search({ query: '', sort: 'downloads', cursor: null })
  expect(hub.requests[0]?.url).toMatch(/^\/mirror\/api\/models\?/)
})

it('stops reading an answer that does not end', async () => {
  const { service, hub } = await testHub([repository])
  hub.faults.answer(model, { status: 200, headers: json, body: JSON.stringify('x'.repeat(17 * 1024 * 1024)) })
  await expect(service.model(repository.id)).rejects.toMatchObject({
    code: 'HUB_ANSWER_INVALID',
    detail: 'an answer without an end',
  })
})

/** The answer about a repository with one file of which this is said. */
function withFile(file: object): string {
  const siblings = [{ rfilename: 'Some-Model-Q4_K_M.gguf', ...file }]
  return JSON.stringify({ id: repository.id, sha: '0'.repeat(40), siblings })
}

import { MockAgent } from 'undici'
import { expect, it } from 'vitest'
import { guardedGet } from '../../../../main/core/network/guarded-get.ts'
import { NetworkLog } from '../../../../main/core/network/network-log.ts'

type Hop = { at: string; location: string }

/** Asks for the first hop's address in a network in which each hop redirects, and the last address answers. */
async function follow(hops: Hop[]) {
  const agent = new MockAgent()
  agent.disableNetConnect()
  const asked: { url: string; authorization: string | undefined }[] = []
  const intercept = (href: string, status: number, headers: Record<string, string>) => {
    const { origin, pathname } = new URL(href)
    agent
      .get(origin)
      .intercept({ path: (path) => path.startsWith(pathname) })
      .reply((options) => {
        const sent = new Headers(options.headers as Record<string, string>)
        asked.push({ url: href, authorization: sent.get('authorization') ?? undefined })
        return { statusCode: status, data: 'x', responseOptions: { headers } }
      })
  }
  for (const { at, location } of hops) intercept(at, 302, { location, 'x-linked-etag': '"content"' })
  intercept(new URL(hops.at(-1)?.location ?? '', hops.at(-1)?.at).href, 200, {})
  const requests = new NetworkLog(() => 1)
  const answer = guardedGet(new URL(hops[0]?.at ?? ''), {
    dispatcher: agent,
    headers: {},
    signal: new AbortController().signal,
    headTimeoutMs: 20_000,
    authorization: async () => 'Bearer secret',
    begin: (target) => requests.begin(target, 'model-download'),
  })
  return { answer, asked, requests }
}

it('shows the token to the first origin alone, and keeps what its answer told', async () => {
  const { answer, asked, requests } = await follow([
    { at: 'https://hub.example/a/resolve/m.gguf', location: '/renamed/resolve/m.gguf' },
    { at: 'https://hub.example/renamed/resolve/m.gguf', location: 'https://network.example/m.gguf?signature=1' },
  ])
  const { answer: last, first } = await answer
  expect(last.status).toBe(200)
  expect(first.header('x-linked-etag')).toBe('"content"')
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer secret', 'Bearer secret', undefined])
  expect(requests.list().map(({ target }) => target)).toEqual([
    'network.example/m.gguf',
    'hub.example/renamed/resolve/m.gguf',
    'hub.example/a/resolve/m.gguf',
  ])
})

it.each([
  'https://192.168.0.1/m.gguf',
  'https://localhost/m.gguf',
  'https://[::ffff:10.0.0.1]/m.gguf',
  'https://nas.local/m.gguf',
  'http://network.example/m.gguf',
  'http://127.0.0.1:8080/m.gguf',
  '//router/m.gguf',
  'https://user@network.example/m.gguf',
])('does not go from the internet to %s', async (location) => {
  const { answer, asked, requests } = await follow([{ at: 'https://hub.example/m.gguf', location }])
  await expect(answer).rejects.toMatchObject({ code: 'DOWNLOAD_REDIRECT_REFUSED' })
  expect(asked).toHaveLength(1)
  expect(requests.list()).toMatchObject([{ outcome: 'failed' }])
})

it('ends with the reason of who stopped it', async () => {
  const stop = AbortSignal.abort(new Error('closing'))
  const asking = guardedGet(new URL('https://hub.example/'), {
    dispatcher: new MockAgent(),
    headers: {},
    signal: stop,
    headTimeoutMs: 20_000,
    authorization: async () => null,
    begin: () => expect.unreachable('asked'),
  })
  await expect(asking).rejects.toThrow('closing')
})

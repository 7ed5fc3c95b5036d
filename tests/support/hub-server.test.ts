import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hubOfTest } from './hub-server-of-test.ts'
import { tempFolder } from './temp-store.ts'

// What the hub answers was read in huggingface_hub's and huggingface.js's sources and in recorded answers: a server that
// answers otherwise would let tests pass that the real one fails.

const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251))
const sha256 = createHash('sha256').update(bytes).digest('hex')
const id = 'someone/Model-GGUF'
const path = 'Model-Q4_0.gguf'

async function hubWith(options: Partial<Parameters<typeof hubOfTest>[0]> = {}) {
  const diskPath = join(tempFolder(), 'model.gguf')
  writeFileSync(diskPath, bytes)
  const hub = await hubOfTest({
    repositories: [
      {
        id,
        files: [
          { path, diskPath },
          { path: 'README.md', content: 'read me' },
        ],
        licence: 'mit',
      },
    ],
    ...options,
  })
  return { hub, address: `${hub.endpoint}/${id}/resolve/main/${path}` }
}

const header = (answer: Response, name: string) => answer.headers.get(name)

it('redirects to the content network, and says size, hash and commit on the redirect alone', async () => {
  const { hub, address } = await hubWith({ separateContent: true })
  const first = await fetch(address, { redirect: 'manual', method: 'HEAD' })
  expect(first.status).toBe(302)
  expect(header(first, 'x-linked-size')).toBe('3000000')
  expect(header(first, 'x-linked-etag')).toBe(`"${sha256}"`)
  expect(header(first, 'x-repo-commit')).toBe(hub.commitOf(id))
  expect(hub.sha256Of(id, path)).toBe(sha256)
  const content = await fetch(address)
  expect(new URL(content.url).origin).toBe(hub.contentOrigin)
  expect(header(content, 'x-linked-etag')).toBeNull()
  expect(header(content, 'etag')).not.toBe(`"${sha256}"`)
  expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true)
})

it('serves ranges as RFC 9110 has them', async () => {
  const { address } = await hubWith()
  const ask = (headers: Record<string, string>, method = 'GET') => fetch(address, { headers, method })
  const middle = await ask({ range: 'bytes=1000-1999' })
  expect([middle.status, header(middle, 'content-range')]).toEqual([206, 'bytes 1000-1999/3000000'])
  expect(Buffer.from(await middle.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)
  const rest = await ask({ range: 'bytes=2999990-' })
  expect([rest.status, header(rest, 'content-length')]).toEqual([206, '10'])
  const last = await ask({ range: 'bytes=-10' })
  expect(header(last, 'content-range')).toBe('bytes 2999990-2999999/3000000')
  const beyond = await ask({ range: 'bytes=3000000-' })
  expect([beyond.status, header(beyond, 'content-range')]).toEqual([416, 'bytes */3000000'])
  const etag = header(middle, 'etag') ?? ''
  expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
  expect((await ask({ range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200)
  const head = await ask({}, 'HEAD')
  expect([head.status, header(head, 'content-length'), header(head, 'accept-ranges')]).toEqual([
    200,
    '3000000',
    'bytes',
  ])
})

it('has sizes and hashes in a tree and with blobs, and names alone without', async () => {
  const { hub } = await hubWith()
  const json = (url: string): Promise<unknown> => fetch(`${hub.endpoint}/api/models/${id}${url}`).then((a) => a.json())
  expect(await json('')).toMatchObject({ id, sha: hub.commitOf(id), siblings: [{ rfilename: path }, {}] })
  expect(JSON.stringify(await json(''))).not.toContain(sha256)
  expect(await json('?blobs=true')).toMatchObject({
    siblings: [
      { rfilename: path, size: 3_000_000, lfs: { sha256, size: 3_000_000 } },
      { rfilename: 'README.md', size: 7 },
    ],
  })
  expect(await json('/tree/main?recursive=true')).toMatchObject([
    { type: 'file', path, size: 3_000_000, lfs: { oid: sha256 } },
    { type: 'file', path: 'README.md', size: 7 },
  ])
})

it('searches by words, filter and order, page by page', async () => {
  const repositories = ['b/second', 'a/first', 'c/other'].map((name, index) => ({
    id: name,
    likes: name.startsWith('a') ? 100 : index,
    files: [{ path: name === 'c/other' ? 'x.safetensors' : 'x.gguf', content: 'x' }],
  }))
  const { hub } = await hubWith({ repositories })
  const page = await fetch(`${hub.endpoint}/api/models?filter=gguf&sort=likes&limit=1&expand=likes`)
  expect(await page.json()).toEqual([{ _id: expect.any(String), id: 'a/first', likes: 100 }])
  const next = /^<(.*)>; rel="next"$/.exec(header(page, 'link') ?? '')?.[1] ?? ''
  const second = await fetch(next)
  expect(await second.json()).toMatchObject([{ id: 'b/second' }])
  expect(header(second, 'link')).toBeNull()
  expect(await fetch(`${hub.endpoint}/api/models?search=OTHER`).then((a) => a.json())).toMatchObject([
    { id: 'c/other' },
  ])
})

it('shows anyone what a gated repository has, and its bytes to those who accepted alone', async () => {
  const users = [
    { token: 'in', name: 'in', accepted: [id] },
    { token: 'out', name: 'out', accepted: [] },
  ]
  const { hub } = await hubWith({ users, repositories: [{ id, gated: 'manual', files: [{ path, content: 'bytes' }] }] })
  const ask = (url: string, token?: string) =>
    fetch(`${hub.endpoint}${url}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  const file = `/${id}/resolve/main/${path}`
  expect((await ask(`/api/models/${id}`)).status).toBe(200)
  const refused = await ask(file)
  expect([refused.status, header(refused, 'x-error-code')]).toEqual([401, 'GatedRepo'])
  expect((await ask(file, 'out')).status).toBe(403)
  expect(await (await ask(file, 'in')).text()).toBe('bytes')
  expect((await ask(file, 'nobody')).status).toBe(401)
  expect((await ask('/api/whoami-v2')).status).toBe(401)
  expect(await (await ask('/api/whoami-v2', 'in')).json()).toMatchObject({ name: 'in' })
  // Who is nobody is not told whether a repository exists.
  expect((await ask('/api/models/no/where')).status).toBe(401)
  expect((await ask('/api/models/no/where', 'in')).status).toBe(404)
  expect(header(await ask(`/${id}/resolve/main/gone.gguf`, 'in'), 'x-error-code')).toBe('EntryNotFound')
  expect(header(await ask(`/api/models/${id}/revision/old`, 'in'), 'x-error-code')).toBe('RevisionNotFound')
})

it('keeps an old commit when a file changes, or breaks its word where it is told to', async () => {
  const { hub, address } = await hubWith()
  const before = hub.commitOf(id)
  await hub.changeFile(id, { path, content: 'new' })
  expect(hub.commitOf(id)).not.toBe(before)
  expect(await fetch(address).then((answer) => answer.text())).toBe('new')
  const old = await fetch(address.replace('main', before))
  expect(header(old, 'content-length')).toBe('3000000')
  await old.body?.cancel()
  const now = hub.commitOf(id)
  await hub.changeFile(id, { path, content: 'newer' }, { sameCommit: true })
  expect(hub.commitOf(id)).toBe(now)
  expect(await fetch(address.replace('main', now)).then((answer) => answer.text())).toBe('newer')
})

it('breaks a connection off after as many bytes as it was told', async () => {
  const { hub, address } = await hubWith()
  hub.faults.cut(/^\/content\//, 1_000_000)
  let receivedBytes = 0
  const transfer = async () => {
    const answer = await fetch(address)
    for await (const chunk of answer.body ?? []) receivedBytes += chunk.length
  }
  await expect(transfer()).rejects.toThrow()
  // What was under way when the connection broke may be lost.
  expect(receivedBytes).toBeLessThanOrEqual(1_000_000)
  receivedBytes = 0
  await transfer()
  expect(receivedBytes).toBe(3_000_000)
})

it('answers a planned answer as often as it was planned, and forgets links', async () => {
  const { hub, address } = await hubWith()
  hub.faults.answer(/resolve/, { status: 429, headers: { 'retry-after': '7' } }, 2)
  const statuses = []
  for (let index = 0; index < 3; index += 1) statuses.push((await fetch(address, { redirect: 'manual' })).status)
  expect(statuses).toEqual([429, 429, 302])
  const link = header(await fetch(address, { redirect: 'manual' }), 'location') ?? ''
  hub.expireLinks()
  expect((await fetch(link)).status).toBe(403)
})

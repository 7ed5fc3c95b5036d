import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { PartState } from '../../../../../main/core/ports/download-repository.ts'
import { fileServer } from '../../../../support/file-server.ts'
import { sha256Of, startTransfer, testContent } from '../../../../support/transfer-bench.ts'

const content = testContent(1_050_000)
const sha256 = sha256Of(content)
const version = { sizeBytes: content.length, linkedEtag: null, etag: '"first"', lastModified: null }
const expected = { fileName: 'model.gguf', sizeBytes: content.length, sha256 }

describe('a server that knows ranges', () => {
  it('is asked for several at once, each once; what comes is the file, and all of it is safe before it is whole', async () => {
    const server = await fileServer(content)
    // None of three is answered before all three have come.
    const held: (() => void)[] = []
    server.answer = (request, response) => {
      held.push(() => server.serve(request, response))
      const isLast = server.requests.length === 11
      if (server.requests.length === 1 || held.length === 3 || isLast) for (const release of held.splice(0)) release()
    }
    const { done, job, recorded } = startTransfer(server.url, { job: { expected } })
    expect(await done).toEqual({ sizeBytes: content.length, sha256 })
    expect(await readFile(job.partPath)).toEqual(content)
    const ranges = server.requests.map(({ range }) => range)
    expect(new Set(ranges).size).toBe(11)
    expect(ranges).toHaveLength(11)
    expect(ranges).toContain('bytes=0-99999')
    expect(ranges).toContain('bytes=1000000-1049999')
    expect(recorded).toMatchObject({ isWhole: true, kept: { etag: '"first"', ranges: [[0, content.length]] } })
    expect(recorded.received.at(-1)).toBe(content.length)
    expect(recorded.requests.list().every(({ outcome }) => outcome === 'done')).toBe(true)
  })

  it('is asked for more at once where what comes is slow, and not where it is fast', async () => {
    const server = await fileServer(content)
    // The second and third question are answered when both have come: a transfer that asks for one at a time never ends.
    const held: (() => void)[] = []
    server.answer = (request, response) => {
      held.push(() => server.serve(request, response))
      const isAlone = server.requests.length === 1 || server.requests.length === 11
      if (isAlone || held.length === 2) for (const release of held.splice(0)) release()
    }
    const slow = startTransfer(server.url, { job: { expected }, limits: { connections: 2, firstConnections: 1 } })
    expect(await slow.done).toMatchObject({ sha256 })

    const together = await fileServer(content)
    let open = 0
    let mostOpen = 0
    together.answer = (request, response) => {
      open += 1
      mostOpen = Math.max(mostOpen, open)
      response.once('close', () => {
        open -= 1
      })
      together.serve(request, response)
    }
    const limits = { firstConnections: 1, fastBytesPerSecond: 0 }
    expect(await startTransfer(together.url, { job: { expected }, limits }).done).toMatchObject({ sha256 })
    expect(mostOpen).toBe(1)
  })

  it('is gone on with where an earlier try ended, and asked for nothing that is there', async () => {
    const server = await fileServer(content)
    const half = Buffer.concat([
      content.subarray(0, 250_000),
      Buffer.alloc(250_000),
      content.subarray(500_000, 600_000),
    ])
    const resume: PartState = {
      ...version,
      ranges: [
        [0, 250_000],
        [500_000, 600_000],
      ],
    }
    const transfer = startTransfer(server.url, { job: { expected, resume }, part: half })
    expect(await transfer.done).toMatchObject({ sha256 })
    expect(await readFile(transfer.job.partPath)).toEqual(content)
    const asked = server.requests.map(({ range }) => range)
    expect(asked.toSorted()).toEqual(
      [
        'bytes=250000-349999',
        'bytes=350000-449999',
        'bytes=450000-499999',
        'bytes=600000-699999',
        'bytes=700000-799999',
        'bytes=800000-899999',
        'bytes=900000-999999',
        'bytes=1000000-1049999',
      ].toSorted(),
    )
    expect(server.requests.every(({ ifRange }) => ifRange === '"first"')).toBe(true)
    expect(transfer.recorded.received[0]).toBe(350_000)
  })
})

describe('a server without ranges', () => {
  it('gives the file in one stream', async () => {
    const server = await fileServer(content, (_, response) => response.writeHead(200).end(content))
    const { done, job, recorded } = startTransfer(server.url, { job: { expected } })
    expect(await done).toMatchObject({ sha256 })
    expect(await readFile(job.partPath)).toEqual(content)
    expect(server.requests).toHaveLength(1)
    expect(recorded.received.at(-1)).toBe(content.length)
  })

  // The bug: the whole file written behind the half that is there.
  it('gives it from the beginning where an earlier try had some of it', async () => {
    const server = await fileServer(content)
    server.answer = (_, response) => {
      response.writeHead(200, { etag: '"first"', 'content-length': content.length }).end(content)
    }
    const resume: PartState = { ...version, ranges: [[0, 500_000]] }
    const { done, job } = startTransfer(server.url, { job: { expected, resume }, part: Buffer.alloc(2_000_000, 1) })
    expect(await done).toMatchObject({ sha256 })
    expect(await readFile(job.partPath)).toEqual(content)
  })

  it('may not even tell the size: the file is as long as what comes', async () => {
    const server = await fileServer(content, (_, response) => response.writeHead(200).end(content))
    const { done, recorded } = startTransfer(server.url)
    expect(await done).toEqual({ sizeBytes: content.length, sha256 })
    expect([...recorded.totals]).toEqual([null])
  })
})

it('a file that had come whole before is only hashed: nobody is asked', async () => {
  const server = await fileServer(content, () => expect.unreachable('asked'))
  const resume: PartState = { ...version, ranges: [[0, content.length]] }
  const { done, recorded } = startTransfer(server.url, { job: { expected, resume }, part: content })
  expect(await done).toMatchObject({ sha256 })
  expect(recorded.isWhole).toBe(true)
})

// The bug: a database that remembers what the disk no longer has.
it('a part that is shorter than what was kept of it is fetched anew', async () => {
  const server = await fileServer(content)
  const resume: PartState = { ...version, ranges: [[0, 500_000]] }
  const { done, job } = startTransfer(server.url, { job: { expected, resume }, part: content.subarray(0, 400_000) })
  expect(await done).toMatchObject({ sha256 })
  expect(await readFile(job.partPath)).toEqual(content)
  expect(server.requests[0]?.range).toBe('bytes=0-99999')
})

it('stopped in the middle, it ends with the reason and says only of bytes on the disk that they are safe', async () => {
  const server = await fileServer(content)
  const stop = new AbortController()
  server.answer = (request, response) => {
    if (server.requests.length < 5) server.serve(request, response)
    else stop.abort(new Error('closing'))
  }
  const { done, job, recorded } = startTransfer(server.url, { job: { expected, signal: stop.signal } })
  await expect(done).rejects.toThrow('closing')
  const { ranges = [] } = recorded.kept ?? {}
  expect(ranges.length).toBeGreaterThan(0)
  const part = await readFile(job.partPath)
  for (const [start, end] of ranges) expect(part.subarray(start, end)).toEqual(content.subarray(start, end))

  server.answer = server.serve
  const again = startTransfer(server.url, { job: { expected, resume: recorded.kept }, part })
  expect(await again.done).toMatchObject({ sha256 })
  expect(await readdir(again.folder)).toEqual(['model.gguf.part'])
})

it('goes on with the hub’s own address when the one that it led to has expired', async () => {
  const network = await fileServer(content)
  let isValid = 1
  network.answer = (request, response) => {
    if (request.url !== `/signed/${isValid}`) response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
    else network.serve(request, response)
    if (network.requests.length === 4) isValid = 2
  }
  const hub = await fileServer(content, (_, response) => {
    const location = new URL(`/signed/${isValid}`, network.url).href
    response.writeHead(302, { location, 'x-linked-etag': `"${sha256}"` }).end()
  })
  const { done, job } = startTransfer(hub.url, { job: { expected }, limits: { connections: 1 } })
  expect(await done).toMatchObject({ sha256 })
  expect(await readFile(job.partPath)).toEqual(content)
  expect(hub.requests).toHaveLength(2)
})

// The hub names the content; its networks name what they keep, each in its own way.
it('is the same file on another content network of the hub', async () => {
  const network = await fileServer(content)
  network.etag = '"of another network"'
  const hub = await fileServer(content, (_, response) => {
    response.writeHead(302, { location: network.url.href, 'x-linked-etag': `"${sha256}"` }).end()
  })
  const resume: PartState = { ...version, linkedEtag: `"${sha256}"`, ranges: [[0, 500_000]] }
  const { done } = startTransfer(hub.url, { job: { expected, resume }, part: content.subarray(0, 500_000) })
  expect(await done).toMatchObject({ sha256 })
  expect(network.requests[0]).toMatchObject({ range: 'bytes=500000-599999', ifRange: null })
})

it('shows the token to the hub alone', async () => {
  const network = await fileServer(content)
  const hub = await fileServer(content, (_, response) => response.writeHead(302, { location: network.url.href }).end())
  const authorization = async () => 'Bearer secret'
  await startTransfer(hub.url, { job: { expected }, authorization }).done
  expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret'])
  expect(network.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
})

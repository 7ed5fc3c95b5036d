import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { PartState } from '../../../../../main/core/ports/download-repository.ts'
import { fullDisk } from '../../../../support/file-job.ts'
import { type FileServer, fileServer, rangeOf } from '../../../../support/file-server.ts'
import { sha256Of, startTransfer, testContent } from '../../../../support/transfer-bench.ts'

const content = testContent(450_000)
const sha256 = sha256Of(content)
const expected = { fileName: 'model.gguf', sizeBytes: content.length, sha256 }
const version = { sizeBytes: content.length, linkedEtag: null, etag: '"first"', lastModified: null }

type Misdeed = (file: FileServer, request: IncomingMessage, response: ServerResponse) => void
type Options = Parameters<typeof startTransfer>[1] & { after?: number }

/** The first answers are honest, `after` of them; then the server does something else. In the end it is honest again, and a retry works. */
async function expectFault(misdeed: Misdeed, fault: object, { after = 0, ...options }: Options = {}) {
  const server = await fileServer(content)
  server.answer = (request, response) => {
    if (server.requests.length <= after) server.serve(request, response)
    else misdeed(server, request, response)
  }
  const first = startTransfer(server.url, { ...options, job: { expected, ...options.job } })
  await expect(first.done).rejects.toMatchObject(fault)
  const { kept, requests } = first.recorded
  expect(requests.list().every(({ outcome }) => outcome !== 'running')).toBe(true)
  // Nothing is left that could not be gone on with.
  if (kept === null) await expect(stat(first.job.partPath)).rejects.toThrow('ENOENT')

  server.answer = server.serve
  server.content = content
  server.etag = '"first"'
  const again = startTransfer(server.url, { job: { expected, partPath: first.job.partPath, resume: kept } })
  expect(await again.done).toMatchObject({ sha256 })
  return { kept, requests: server.requests }
}

const status = (code: number, headers: Record<string, string> = {}): Misdeed => {
  return (_, __, response) => response.writeHead(code, headers).end('<html>')
}
const repository = { name: 'someone/gated-model', pageUrl: 'https://hub.invalid/someone/gated-model' }
const gated = { code: 'HUB_GATED', params: { repository: repository.name, pageUrl: repository.pageUrl } }

describe('a status', () => {
  it.each<[string, Misdeed, object, Options?]>([
    ['401', status(401), { code: 'HUB_UNAUTHORIZED' }],
    ['403 from a plain address', status(403), { code: 'HUB_UNAUTHORIZED' }],
    ['403 from the hub', status(403), gated, { repository }],
    ['401 for a gated repository', status(401, { 'x-error-code': 'GatedRepo' }), gated, { repository }],
    [
      '401 for one that strangers may not see',
      status(401, { 'x-error-code': 'RepoNotFound' }),
      { code: 'HUB_NOT_FOUND' },
    ],
    ['404', status(404), { code: 'HUB_NOT_FOUND', params: { what: 'the file' } }],
    ['410', status(410), { code: 'HUB_NOT_FOUND' }],
    ['418', status(418), { code: 'HUB_ANSWER_INVALID' }],
    ['500', status(500), { code: 'HUB_SERVER_ERROR', params: { status: 500 } }],
    ['503 in the middle', status(503), { code: 'HUB_SERVER_ERROR', params: { status: 503 } }, { after: 2 }],
    ['429', status(429, { 'retry-after': '17' }), { code: 'HUB_RATE_LIMITED', params: { retryAfterS: 17 } }],
    [
      '429 with a date',
      status(429, { 'retry-after': 'Fri, 01 May 2026 12:02:00 GMT' }),
      { code: 'HUB_RATE_LIMITED', params: { retryAfterS: 120 } },
    ],
    ['429 for a year', status(429, { 'retry-after': '31536000' }), { params: { retryAfterS: 3600 } }],
    ['429 without a time', status(429), { params: { retryAfterS: 60 } }],
    ['a redirect to nowhere', status(302), { code: 'HUB_ANSWER_INVALID' }],
  ])('%s has an error of its own', async (_, misdeed, fault, options) => {
    await expectFault(misdeed, fault, options)
  })

  it('416 in the middle: nothing of the part is believed any more', async () => {
    const { kept } = await expectFault(status(416), { code: 'HUB_RANGE_REFUSED' }, { after: 2 })
    expect(kept).toBeNull()
  })
})

describe('a redirect', () => {
  it.each([
    'http://192.0.2.1/file',
    'ftp://example.org/file',
    'file:///etc/passwd',
    'https://user:secret@example.org/',
  ])('to %s is not followed', async (location) => {
    await expectFault(status(302, { location }), {
      code: 'DOWNLOAD_REDIRECT_REFUSED',
      params: { target: `${new URL(location).protocol}//${new URL(location).host}` },
    })
  })

  it('in a circle ends', async () => {
    await expectFault(status(302, { location: '/again' }), { code: 'HUB_ANSWER_INVALID' })
  })
})

describe('a body', () => {
  it('that is cut in the middle keeps what came', async () => {
    const cut: Misdeed = (file, request, response) => {
      const { start, end } = rangeOf(request, file) ?? expect.unreachable('no range')
      response.writeHead(206, { etag: '"first"', 'content-range': `bytes ${start}-${end - 1}/${content.length}` })
      response.write(content.subarray(start, start + 40_000), () => response.destroy())
    }
    const { kept, requests } = await expectFault(
      cut,
      { code: 'DOWNLOAD_CUT_SHORT', params: { receivedBytes: 240_000, expectedBytes: content.length } },
      { after: 2, limits: { connections: 1 } },
    )
    expect(kept?.ranges).toEqual([[0, 240_000]])
    expect(requests[3]?.range).toBe('bytes=240000-339999')
  })

  it('that ends as if it were whole, and is not, is cut too', async () => {
    const short: Misdeed = (file, request, response) => {
      const { start, end } = rangeOf(request, file) ?? expect.unreachable('no range')
      response.writeHead(206, { etag: '"first"', 'content-range': `bytes ${start}-${end - 1}/${content.length}` })
      response.end(content.subarray(start, end - 1))
    }
    await expectFault(short, { code: 'DOWNLOAD_CUT_SHORT' })
  })

  it('that claims a length beyond all disks is refused', async () => {
    const misdeed: Misdeed = (_, __, response) =>
      response.writeHead(200, { 'content-length': '9007199254740993' }).write('x')
    await expectFault(misdeed, { code: 'HUB_ANSWER_INVALID' })
  })

  it('that does not end is refused at the first byte too many', async () => {
    await expectFault(
      (_, __, response) => {
        response.writeHead(200)
        const pour = () => {
          while (!response.destroyed && response.write(content));
        }
        response.on('drain', pour)
        pour()
      },
      { code: 'HUB_ANSWER_INVALID' },
    )
  })

  it('that stops, or merely trickles, is given up on', async () => {
    const limits = { stallTimeoutMs: 100 }
    const begin = (response: ServerResponse) =>
      response.writeHead(200, { etag: '"first"', 'content-length': content.length })
    const stop: Misdeed = (_, __, response) => begin(response).write(content.subarray(0, 1000))
    const trickle: Misdeed = (_, __, response) => {
      begin(response)
      let sent = 0
      const timer = setInterval(() => response.write(content.subarray(sent, ++sent)), 10)
      response.on('close', () => clearInterval(timer))
    }
    await expectFault(stop, { code: 'DOWNLOAD_STALLED' }, { limits })
    await expectFault(trickle, { code: 'DOWNLOAD_STALLED' }, { limits })
  })

  it('with one wrong byte is not kept', async () => {
    const wrong: Misdeed = (file, request, response) => {
      file.content = Buffer.from(content)
      file.content[449_999] = (content[449_999] ?? 0) ^ 1
      file.serve(request, response)
    }
    const { kept } = await expectFault(wrong, { code: 'CHECKSUM_MISMATCH', params: { expected: sha256 } })
    expect(kept).toBeNull()
  })
})

describe('an answer', () => {
  it('that never comes is waited for only so long', async () => {
    await expectFault(() => undefined, { code: 'HUB_UNREACHABLE' }, { limits: { headTimeoutMs: 100 } })
  })

  it('that breaks off before its head is no answer', async () => {
    await expectFault((_, __, response) => response.destroy(), { code: 'HUB_UNREACHABLE' })
  })

  it.each<[string, Misdeed, Options?]>([
    ['a page', (_, __, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>')],
    ['packed', (_, __, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(content)],
    [
      'another range than was asked for',
      (_, __, response) => response.writeHead(206, { 'content-range': `bytes 0-449999/450000` }).end(content),
      { after: 1 },
    ],
    ['a range without saying which', (_, __, response) => response.writeHead(206).end(content)],
  ])('that is %s is none', async (_, misdeed, options) => {
    // Told neither size nor hash, as for an address that a user typed.
    const page = { ...options, ...(options ? {} : { job: { expected: { ...expected, sizeBytes: null } } }) }
    await expectFault(misdeed, { code: 'HUB_ANSWER_INVALID' }, page)
  })
})

describe('a file that changed at its source', () => {
  const changed = { code: 'DOWNLOAD_CHANGED_UPSTREAM', params: { fileName: 'model.gguf' } }
  const resume: PartState = { ...version, ranges: [[0, 200_000]] }
  const half = { job: { resume }, part: content.subarray(0, 200_000) }
  const other = testContent(450_004).subarray(4)

  it.each<[string, Misdeed, Options?]>([
    [
      'since the last try',
      (file, request, response) => {
        file.etag = '"second"'
        file.content = other
        file.serve(request, response)
      },
      half,
    ],
    [
      'and whose server ignores If-Range',
      (file, request, response) => {
        const { start, end } = rangeOf(request, file) ?? expect.unreachable('no range')
        const headers = { etag: '"second"', 'content-range': `bytes ${start}-${end - 1}/${content.length}` }
        response.writeHead(206, headers).end(other.subarray(start, end))
      },
      half,
    ],
    [
      'between two ranges',
      (file, request, response) => {
        file.etag = `"${file.requests.length}"`
        delete request.headers['if-range']
        file.serve(request, response)
      },
      { after: 2 },
    ],
    ['in its size', (_, __, response) => response.writeHead(200, { 'content-length': 7 }).end('GGUFxyz')],
    [
      'in its hash, by the hub’s own word',
      (_, __, response) => response.writeHead(200, { 'x-linked-etag': `"${'0'.repeat(64)}"` }).end(content),
    ],
    [
      'and no longer says which it is',
      (file, request, response) => {
        file.etag = null
        delete request.headers['if-range']
        file.serve(request, response)
      },
      half,
    ],
  ])('%s is not spliced together with what was there', async (_, misdeed, options) => {
    const { kept, requests } = await expectFault(misdeed, changed, options)
    expect(kept).toBeNull()
    expect(requests.some(({ range, ifRange }) => range === 'bytes=0-99999' && ifRange === null)).toBe(true)
  })

  // The last line of defence: nothing tells that the content is another one.
  it('unnoticed is found out by the hash', async () => {
    const splice: Misdeed = (file, request, response) => {
      file.content = other
      file.serve(request, response)
    }
    await expectFault(splice, { code: 'CHECKSUM_MISMATCH' }, half)
  })
})

it.runIf(process.platform === 'linux')('a full disk is told of as such, whatever the network did', async () => {
  const server = await fileServer(content)
  const { done, recorded } = startTransfer(server.url, { job: { expected, partPath: await fullDisk() } })
  await expect(done).rejects.toMatchObject({ code: 'DISK_FULL', params: { fileName: 'model.gguf' } })
  expect(recorded.kept).toBeNull()
})

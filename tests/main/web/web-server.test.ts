import { once } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { questionMaxLength } from '../../../preload/contract/chat.ts'
import { type RawResponse, rawRequest } from '../../support/raw-request.ts'
import { testContext } from '../../support/test-core.ts'
import { startTestWebServer, type TestWebServer } from '../../support/test-web-server.ts'

let server: TestWebServer

beforeEach(async () => {
  server = await startTestWebServer(testContext())
})

const get = (target: string, { host = server.host, cookie = server.cookie, more = [] as string[] } = {}) =>
  rawRequest(server.port, [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...more,
  ])

describe('who is let in', () => {
  it('serves the page to a session', async () => {
    const answer = await get('/')
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<title>Wattle</title>')
  })

  it.each(['/', '/index.html', '/assets/index-abc123.js', '/?token=', '/?token=wrong', '/?ticket=wrong'])(
    'refuses %s without a session, and says what to do',
    async (target) => {
      const answer = await get(target, { cookie: '' })
      expect(answer.status).toBe(401)
      expect(answer.body).toContain('Open the whole address that Wattle printed')
      expect(answer.headers.has('set-cookie')).toBe(false)
    },
  )

  it('refuses a wrong cookie', async () => {
    expect((await get('/', { cookie: `${server.cookie}x` })).status).toBe(401)
  })

  it('exchanges the token for a session and leads to a clean address', async () => {
    const answer = await get(`/?token=${server.access.token}`, { cookie: '' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
    expect((await get('/', { cookie })).status).toBe(200)
  })

  it('gives a ticket to the holder of the token alone, and lets it in once', async () => {
    expect((await get('/ticket')).status).toBe(401)
    const { body } = await get('/ticket', { cookie: '', more: [`Authorization: Bearer ${server.access.token}`] })
    expect((await get(`/?ticket=${body}`, { cookie: '' })).status).toBe(303)
    expect((await get(`/?ticket=${body}`, { cookie: '' })).status).toBe(401)
  })
})

describe('requests that a foreign page could send', () => {
  it('refuses a foreign Host, even with token and cookie', async () => {
    expect((await get(`/?token=${server.access.token}`, { host: 'evil.example' })).status).toBe(421)
  })

  it('refuses a foreign Origin, and sends no header that would share a page with one', async () => {
    const answer = await get('/', { more: ['Origin: http://evil.example'] })
    expect(answer.status).toBe(403)
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  })

  it('refuses an absolute address in the request line, whatever the Host says', async () => {
    expect((await get(`http://${server.host}/`)).status).toBe(400)
    expect((await get('http://evil.example/')).status).toBe(400)
    expect((await get('//evil.example/')).status).toBe(400)
  })

  it('refuses two Host lines', async () => {
    expect((await get('/', { more: ['Host: evil.example'] })).status).toBeGreaterThanOrEqual(400)
  })

  it('answers GET alone', async () => {
    const lines = [`Host: ${server.host}`, `Cookie: ${server.cookie}`, 'Content-Length: 0']
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await rawRequest(server.port, [`${method} / HTTP/1.1`, ...lines])).status).toBe(404)
    }
  })
})

describe('files', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/.%00./secret.txt',
    '/%',
    '/assets',
    '/assets/',
    '/nothing.js',
  ])('serves nothing at %s', async (target) => {
    const answer = await get(target)
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('not to be served')
  })

  it('lets hashed files be kept for good, and the page be asked for each time', async () => {
    const script = await get('/assets/index-abc123.js')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
  })

  it('sends the security headers with every answer, refusals too', async () => {
    const answers: RawResponse[] = [
      await get('/'),
      await get('/', { cookie: '' }),
      await get('/nothing'),
      await get('/', { host: 'evil.example' }),
    ]
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe-')
      expect(policy).not.toContain('*')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })
})

describe('sockets', () => {
  /** 101 where the socket opened, else the status of the refusal. */
  const open = async (path: string, headers: Record<string, string>): Promise<number> => {
    const socket = new WebSocket(`ws://${server.host}${path}`, { headers })
    socket.on('error', () => undefined)
    const opened = once(socket, 'open').then(() => 101)
    const refused = once(socket, 'unexpected-response').then(([, response]) => Number(response.statusCode))
    const status = await Promise.race([opened, refused])
    socket.terminate()
    return status
  }

  it('opens for a browser of the session, at its own origin', async () => {
    expect(await open('/api', { Cookie: server.cookie, Origin: `http://${server.host}` })).toBe(101)
  })

  it('opens for a program that brings the token', async () => {
    expect(await open(`/api?token=${server.access.token}`, {})).toBe(101)
  })

  it.each([
    ['nothing to show', 401, '/api', () => ({})],
    ['a wrong token', 401, '/api?token=wrong', () => ({})],
    ['a session but no Origin', 401, '/api', () => ({ Cookie: server.cookie })],
    ['an Origin but no session', 401, '/api', () => ({ Origin: `http://${server.host}` })],
    ['another path', 401, '/', () => ({ Cookie: server.cookie, Origin: `http://${server.host}` })],
    ['a session at a foreign Origin', 403, '/api', () => ({ Cookie: server.cookie, Origin: 'http://evil.example' })],
    ['a session at another port', 403, '/api', () => ({ Cookie: server.cookie, Origin: 'http://127.0.0.1:1' })],
    [
      'a foreign Host',
      421,
      '/api',
      () => ({ Cookie: server.cookie, Origin: 'http://evil.example', Host: 'evil.example' }),
    ],
  ])('refuses %s', async (_what, status, path, headers) => {
    expect(await open(path, headers())).toBe(status)
  })

  it('refuses a foreign Origin even with the token', async () => {
    expect(await open(`/api?token=${server.access.token}`, { Origin: 'http://evil.example' })).toBe(403)
  })

  // The longest question that the contract allows closed the connection where it held control characters: each takes six bytes.
  it('takes a question of a million characters, whatever they are', async () => {
    const socket = new WebSocket(server.socketUrl)
    await once(socket, 'open')
    const text = '\u0001'.repeat(questionMaxLength)
    socket.send(
      JSON.stringify({ i: '1', p: { u: '/none', b: { json: { conversationId: null, parentId: null, text } } } }),
    )
    const [answer] = await once(socket, 'message')
    expect(JSON.parse(String(answer))).toMatchObject({ i: '1' })
    socket.terminate()
  })

  it('ends a socket that sends a message beyond all measure', async () => {
    const socket = new WebSocket(server.socketUrl)
    await once(socket, 'open')
    socket.send(Buffer.alloc(110_000_001, 'x'))
    const [code] = await once(socket, 'close')
    expect(code).toBe(1009)
  })

  it('lets a client that reads no more not hold up the end of the server', async () => {
    const socket = new WebSocket(server.socketUrl)
    await once(socket, 'open')
    socket.pause()
    await server.close()
    socket.terminate()
  })
})

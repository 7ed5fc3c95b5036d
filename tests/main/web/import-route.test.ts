import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '../../../preload/contract/errors.ts'
import { importResultSchema } from '../../../preload/contract/imports.ts'
import { type TestContext, testContext } from '../../support/test-core.ts'
import { startTestWebServer, type TestWebServer } from '../../support/test-web-server.ts'
import { tinyGguf } from '../../support/tiny-gguf.ts'

const model = tinyGguf()
let context: TestContext
let server: TestWebServer
let folder: string

beforeEach(async () => {
  context = testContext()
  server = await startTestWebServer(context)
  folder = context.shell.dataFolder
})

const ownOrigin = () => `http://${server.host}`

type PutOptions = { body?: Buffer; announced?: string; cookie?: string; origin?: string | null; host?: string }

/** Sends these very lines and bytes. */
const put = async (
  target: string,
  {
    body = model,
    announced = `Content-Length: ${body.length}`,
    cookie = server.cookie,
    origin = ownOrigin(),
    host = server.host,
  }: PutOptions = {},
) => {
  const socket = connect(server.port, '127.0.0.1')
  const lines = [
    `PUT ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
    ...(origin === null ? [] : [`Origin: ${origin}`]),
    ...(announced === '' ? [] : [announced]),
  ]
  socket.on('error', () => undefined)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  socket.write(body)
  const answer = await text(socket)
  const status = Number(answer.split(' ')[1])
  return { status, body: answer.slice(answer.indexOf('\r\n\r\n') + 4) }
}
const problemOf = (body: string) => problemSchema.parse(JSON.parse(body)).code
const ggufFiles = () => readdirSync(folder).filter((name) => /\.(gguf|part)$/.test(name))

describe('a model that a page of the session sends', () => {
  it('is in the library, byte for byte', async () => {
    const { status, body } = await put('/import/my%20model.gguf')
    expect(status).toBe(200)
    const { modelId } = importResultSchema.parse(JSON.parse(body))
    expect(readFileSync(join(folder, 'my model.gguf')).equals(model)).toBe(true)
    expect(context.core.models.state.value.models.map(({ id }) => id)).toEqual([modelId])
  })
})

describe('who may not send one', () => {
  it.each([
    ['nobody who has no session', 401, () => ({ cookie: '' })],
    ['nobody with a wrong cookie', 401, () => ({ cookie: `${server.cookie}x` })],
    ['no program with a cookie but no page', 401, () => ({ origin: null })],
    ['no page of another site', 403, () => ({ origin: 'http://evil.example' })],
    ['no page of another port', 403, () => ({ origin: 'http://127.0.0.1:1' })],
    ['no page under a foreign name', 421, () => ({ host: 'evil.example', origin: 'http://evil.example' })],
  ])('%s', async (_who, status, options) => {
    expect((await put('/import/x.gguf', options())).status).toBe(status)
    expect(ggufFiles()).toEqual([])
  })

  it('and nobody by the token alone', async () => {
    const target = `/import/x.gguf?token=${server.access.token}`
    expect((await put(target, { cookie: '', origin: null })).status).toBe(303)
    expect(ggufFiles()).toEqual([])
  })
})

describe('what is not taken', () => {
  it.each(['..%2fx.gguf', '%2e%2e', '..%5cx.gguf', '%00.gguf', 'x.txt', 'C%3ax.gguf', 'con.gguf'])(
    'the name %s',
    async (name) => {
      const { status, body } = await put(`/import/${name}`)
      expect(status === 422 ? problemOf(body) : status).toBe(status === 422 ? 'IMPORT_NAME_REFUSED' : 404)
      expect(ggufFiles()).toEqual([])
    },
  )

  it('a name that is taken', async () => {
    await put('/import/x.gguf')
    const { status, body } = await put('/import/x.gguf')
    expect([status, problemOf(body)]).toEqual([409, 'IMPORT_NAME_TAKEN'])
  })

  it('a file whose size is not announced', async () => {
    const chunked = Buffer.concat([
      Buffer.from(`${model.length.toString(16)}\r\n`),
      model,
      Buffer.from('\r\n0\r\n\r\n'),
    ])
    const { status, body } = await put('/import/x.gguf', { body: chunked, announced: 'Transfer-Encoding: chunked' })
    expect([status, problemOf(body)]).toEqual([400, 'IMPORT_INCOMPLETE'])
    expect(ggufFiles()).toEqual([])
  })

  it('what is no GGUF file, though it was announced to be large', async () => {
    const body = Buffer.from('<html>not found</html>')
    const answer = await put('/import/x.gguf', { body, announced: 'Content-Length: 9000000000' })
    expect([answer.status, problemOf(answer.body)]).toEqual([422, 'MODEL_FILE_NOT_GGUF'])
    expect(ggufFiles()).toEqual([])
  })

  it('a file that breaks off: what came of it is deleted', async () => {
    const socket = connect(server.port, '127.0.0.1')
    const head = [`PUT /import/x.gguf HTTP/1.1`, `Host: ${server.host}`, `Cookie: ${server.cookie}`]
    socket.write(`${[...head, `Origin: ${ownOrigin()}`, `Content-Length: ${model.length}`].join('\r\n')}\r\n\r\n`)
    socket.write(model.subarray(0, 5000))
    await expect.poll(ggufFiles, { timeout: 10_000 }).toEqual([expect.stringMatching(/\.import\.part$/)])
    socket.destroy()
    await expect.poll(ggufFiles, { timeout: 10_000 }).toEqual([])
    expect(context.reported).toEqual([])
  })

  it('a file that is longer than announced: the rest is not taken for a part of it', async () => {
    const body = Buffer.concat([model, Buffer.from('and more')])
    await put('/import/x.gguf', { body, announced: `Content-Length: ${model.length}` })
    // The rest is no request, so the connection may be ended before the model has its place.
    for (const name of ggufFiles().filter((found) => found.endsWith('.gguf'))) {
      expect(readFileSync(join(folder, name)).equals(model)).toBe(true)
    }
  })
})

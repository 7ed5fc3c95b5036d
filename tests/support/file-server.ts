import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as the server saw it. `range` is what was asked for, whether or not it was given. */
type SeenRequest = { path: string; range: string | null; ifRange: string | null; headers: IncomingMessage['headers'] }

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server on loopback with one file, which does what a test says. */
export type FileServer = {
  url: URL
  /** The file; may be changed while the server runs. */
  content: Buffer
  etag: string | null
  /** In place of the file: `serve` gives it after all. */
  answer: Answer
  /** Gives the file, or the range of it that was asked for. */
  serve: Answer
  requests: SeenRequest[]
}

/** Ends with the test. */
export async function fileServer(content: Buffer, answer?: Answer): Promise<FileServer> {
  const server = createServer((request, response) => {
    const { range = null, 'if-range': ifRange = null } = request.headers
    file.requests.push({
      path: request.url ?? '',
      range,
      ifRange: typeof ifRange === 'string' ? ifRange : null,
      headers: request.headers,
    })
    file.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const serve: Answer = (request, response) => serveRange(file, request, response)
  const file: FileServer = {
    url: new URL(`http://127.0.0.1:${port}/model.gguf`),
    content,
    etag: '"first"',
    answer: answer ?? serve,
    serve,
    requests: [],
  }
  return file
}

/** The range that is asked for, of a file that is still the one that was asked for; else null. */
export function rangeOf(request: IncomingMessage, { content, etag }: Pick<FileServer, 'content' | 'etag'>) {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const ifRange = request.headers['if-range']
  if (!match || (ifRange !== undefined && ifRange !== etag)) return null
  return { start: Number(match[1]), end: Math.min(content.length, match[2] ? Number(match[2]) + 1 : content.length) }
}

function serveRange(file: FileServer, request: IncomingMessage, response: ServerResponse): void {
  const { content, etag } = file
  const range = rangeOf(request, file)
  const headers = { 'accept-ranges': 'bytes', ...(etag !== null && { etag }) }
  if (range === null) {
    response.writeHead(200, { ...headers, 'content-length': content.length }).end(content)
    return
  }
  const { start, end } = range
  if (start >= content.length) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const rangeHeaders = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
  response.writeHead(206, { ...headers, ...rangeHeaders }).end(content.subarray(start, end))
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server on loopback that stands in for Hugging Face, and the paths that were asked for. Ends with the test. */
export async function huggingFaceServer(answer: Answer): Promise<{ endpoint: string; paths: string[] }> {
  const paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, paths }
}

/** Answers with a whole file, as the content network does: after a redirect. */
export function serveFile(content: Buffer): Answer {
  return (request, response) => {
    if (request.url?.startsWith('/cdn/')) response.writeHead(200, { 'content-length': content.length }).end(content)
    else response.writeHead(302, { location: '/cdn/file?signature=secret' }).end()
  }
}

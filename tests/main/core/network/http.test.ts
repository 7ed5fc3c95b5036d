import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createDispatcher } from '../../../../main/core/network/http.ts'
import { httpGet } from '../../../../main/core/network/http-answer.ts'
import { fileServer } from '../../../support/file-server.ts'

/** A proxy for plain http, and the hosts that it was asked for. */
async function proxy(): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '')
    asked.push(url.host)
    get(url, (answer) => {
      response.writeHead(answer.statusCode ?? 502)
      answer.pipe(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function ask(url: URL, environment: Record<string, string>): Promise<number> {
  const dispatcher = createDispatcher(environment)
  onTestFinished(() => dispatcher.destroy())
  const answer = await httpGet(dispatcher, url, { headers: {}, signal: new AbortController().signal })
  await answer.receive(() => null)
  return answer.status
}

it('goes through the proxy that the environment names, with and without its scheme, but for hosts that are excepted', async () => {
  const server = await fileServer(Buffer.from('content'))
  const { address, asked } = await proxy()
  expect(await ask(server.url, { http_proxy: `http://${address}` })).toBe(200)
  expect(await ask(server.url, { HTTP_PROXY: address })).toBe(200)
  expect(asked).toEqual([server.url.host, server.url.host])
  expect(await ask(server.url, { HTTP_PROXY: address, NO_PROXY: '127.0.0.1' })).toBe(200)
  expect(await ask(server.url, {})).toBe(200)
  expect(asked).toHaveLength(2)
})

// The bug: one bad variable in the environment, and the app does not start.
it.each(['::::', 'socks9://x', ' ', 'http://'])('a proxy %j that cannot be understood is none', async (HTTP_PROXY) => {
  const server = await fileServer(Buffer.from('content'))
  expect(await ask(server.url, { HTTP_PROXY })).toBe(200)
})

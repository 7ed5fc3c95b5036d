import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { HuggingFaceFile } from '../../../../../main/core/library/catalog.ts'
import { HuggingFaceSource } from '../../../../../main/core/library/starter/hugging-face-source.ts'
import { NetworkLog } from '../../../../../main/core/network/network-log.ts'
import { type Answer, huggingFaceServer, serveFile } from '../../../../support/hugging-face-server.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { testStarter } from '../../../../support/test-starter.ts'

const { file: expected, content } = testStarter()
const repositoryFile: HuggingFaceFile = {
  type: 'hugging-face',
  repository: 'someone/some-model',
  revision: '0123456789abcdef0123456789abcdef01234567',
  file: 'model.gguf',
}

async function fetchFrom(
  answer: Answer,
  options: { signal?: AbortSignal; connectTimeoutMs?: number; stallTimeoutMs?: number } = {},
) {
  const { endpoint, paths } = await huggingFaceServer(answer)
  const { signal = new AbortController().signal, ...limits } = options
  const source = new HuggingFaceSource({ file: repositoryFile, expected, endpoint, ...limits })
  const destination = join(tempFolder(), 'model.gguf.part')
  const requests = new NetworkLog(() => 1)
  const progress: number[] = []
  const done = source.fetch(destination, {
    signal,
    requests,
    onProgress: ({ receivedBytes }) => progress.push(receivedBytes),
  })
  return { done, destination, paths, requests, progress, endpoint }
}

const failsWith = async (answer: Answer, reason: string, options = {}) => {
  const { done, requests } = await fetchFrom(answer, options)
  await expect(done).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', params: { reason } })
  expect(requests.list()[0]?.outcome).toBe('failed')
}

it('fetches the file at its commit, over the redirect, and records each request without its query', async () => {
  const { done, destination, paths, requests, progress, endpoint } = await fetchFrom(serveFile(content))
  await done
  expect(await readFile(destination)).toEqual(content)
  expect(paths[0]).toBe('/someone/some-model/resolve/0123456789abcdef0123456789abcdef01234567/model.gguf')
  const host = endpoint.replace('http://', '')
  expect(requests.list()).toMatchObject([
    { target: `${host}/cdn/file`, outcome: 'done', receivedBytes: content.length },
    { target: `${host}${paths[0]}`, outcome: 'done', receivedBytes: 0 },
  ])
  expect(progress.at(-1)).toBe(content.length)
})

it('refuses a file with one wrong byte', async () => {
  const wrong = Buffer.from(content)
  wrong[content.length - 1] = (wrong[content.length - 1] ?? 0) ^ 1
  const { done } = await fetchFrom(serveFile(wrong))
  await expect(done).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH', params: { expected: expected.sha256 } })
})

it('tells a missing file from a broken server by the status', async () => {
  for (const status of [401, 404, 500]) {
    const { done } = await fetchFrom((_, response) => response.writeHead(status).end('<html>'))
    await expect(done).rejects.toMatchObject({
      params: { reason: 'http-status' },
      detail: expect.stringContaining(`${status}`),
    })
  }
})

it('refuses a sign-in page or a file of another size before it has come', () =>
  failsWith((_, response) => response.writeHead(200, { 'content-length': 10 }).end('0123456789'), 'wrong-size'))

it('refuses a stream without a length that is too short', () =>
  failsWith((_, response) => response.writeHead(200).end(content.subarray(0, -10)), 'cut-short'))

// A server that sends for ever would fill the disk.
it('refuses a stream without a length as soon as it is too long', () =>
  failsWith((_, response) => {
    response.writeHead(200)
    response.write(content)
    const pour = () => {
      while (!response.destroyed && response.write(content));
    }
    response.on('drain', pour)
    pour()
  }, 'too-large'))

it('notices a connection that is cut', () =>
  failsWith((_, response) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 1000), () => response.destroy())
  }, 'network'))

it('gives up on a server that never answers', () =>
  failsWith(() => undefined, 'connect-timeout', { connectTimeoutMs: 50 }))

it('gives up on a server that stops, and on one that trickles', async () => {
  await failsWith(
    (_, response) => {
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1000))
    },
    'stalled',
    { stallTimeoutMs: 100 },
  )
  await failsWith(
    (_, response) => {
      response.writeHead(200, { 'content-length': content.length })
      const trickle = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(trickle))
    },
    'stalled',
    { stallTimeoutMs: 100 },
  )
})

// A redirect to a plain address would send the user's machine into the local network, or lose the file's protection.
it('follows no redirect away from https, and no circle', async () => {
  for (const location of ['http://192.168.0.1/router', 'ftp://example.org/file', 'file:///etc/passwd']) {
    await expect(
      (await fetchFrom((_, response) => response.writeHead(302, { location }).end())).done,
    ).rejects.toMatchObject({
      params: { reason: 'redirect-refused' },
    })
  }
  const { done, paths } = await fetchFrom((_, response) => response.writeHead(302, { location: '/again' }).end())
  await expect(done).rejects.toMatchObject({ params: { reason: 'too-many-redirects' } })
  expect(paths).toHaveLength(6)
})

it('says of a host that does not exist that it is not to be found', async () => {
  const source = new HuggingFaceSource({ file: repositoryFile, expected, endpoint: 'https://wattle.invalid' })
  const fetching = source.fetch(join(tempFolder(), 'x.part'), {
    signal: new AbortController().signal,
    requests: new NetworkLog(() => 1),
    onProgress: () => undefined,
  })
  await expect(fetching).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    params: { source: 'wattle.invalid', reason: 'network' },
  })
})

it('ends with the reason of who stopped it', async () => {
  const stop = new AbortController()
  const { done } = await fetchFrom(
    (_, response) => {
      response.writeHead(200, { 'content-length': content.length })
      response.write(content.subarray(0, 1000), () => stop.abort(new Error('closing')))
    },
    { signal: stop.signal },
  )
  await expect(done).rejects.toThrow('closing')
})

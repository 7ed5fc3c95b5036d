import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { defaultTransferLimits } from '../../../../../main/core/downloads/transfer/transfer-options.ts'
import { Fault } from '../../../../../main/core/fault.ts'
import type { FileSource } from '../../../../../main/core/ports/file-source.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { testDownloads } from '../../../../support/download-bench.ts'
import { delivering, endless, fakeSources } from '../../../../support/fake-sources.ts'
import { type FileServer, fileServer } from '../../../../support/file-server.ts'
import { tempFolder, tempStore } from '../../../../support/temp-store.ts'
import { testStarter } from '../../../../support/test-starter.ts'
import { sha256Of, testContent } from '../../../../support/transfer-bench.ts'

const content = testContent(260_000)
const sha256 = sha256Of(content)
const url = (name: string) => ({ url: `https://example.org/${name}.gguf`, sha256 })
const urls = (fetch: FileSource['fetch']) => fakeSources({ url: fetch })

/** A server that answers so many requests and leaves the others waiting, until it is told to go on. */
async function haltingServer(answered: number): Promise<{ server: FileServer; goOn: () => void }> {
  const server = await fileServer(content)
  server.answer = (request, response) => {
    if (server.requests.length <= answered) server.serve(request, response)
  }
  const goOn = () => {
    server.answer = server.serve
  }
  return { server, goOn }
}

it('runs as many at once as the settings say, in their order, and more as soon as they say so', async () => {
  const { downloads, states, settings, reaches } = testDownloads({ sources: urls(endless(content)) })
  downloads.start()
  const [a, b, c] = [
    await downloads.addFromUrl(url('a')),
    await downloads.addFromUrl(url('b')),
    await downloads.addFromUrl(url('c')),
  ]
  await reaches(b.id, 'running')
  expect(states()).toEqual(['a running', 'b running', 'c queued'])
  const d = await downloads.addFromUrl(url('d'))
  downloads.moveToFront(d.id)
  expect(states()).toEqual(['d queued', 'a running', 'b running', 'c queued'])
  await downloads.cancel(a.id)
  await reaches(d.id, 'running')
  expect(states()).toEqual(['d running', 'b running', 'c queued', 'a cancelled'])
  settings.set({ ...defaultSettings, parallelDownloads: 3 })
  await reaches(c.id, 'running')
})

it('paused, keeps what came, and resumed, asks for the rest alone', async () => {
  const { server, goOn } = await haltingServer(3)
  const { downloads, reaches, one, keeps, folder } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
  await keeps(id, 100_000)
  await downloads.pause(id)
  const paused = one(id)
  expect(paused).toMatchObject({ state: 'paused', bytesPerSecond: null, problem: null, label: server.url.host })
  expect(await readdir(folder)).toEqual(['model.gguf.part'])
  const askedBefore = server.requests.length
  goOn()
  await downloads.resume(id)
  await reaches(id, 'done')
  const asked = server.requests.slice(askedBefore).map(({ range }) => range)
  expect(asked).not.toContain('bytes=0-49999')
  expect(await readdir(folder)).toEqual(['model.gguf'])
})

it('cancelled, leaves nothing', async () => {
  const { server } = await haltingServer(2)
  const { downloads, one, states, folder, keeps } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
  await keeps(id, 1)
  await downloads.cancel(id)
  expect(one(id)).toMatchObject({ state: 'cancelled', receivedBytes: 0 })
  expect(await readdir(folder)).toEqual([])
  await downloads.clearEnded()
  expect(states()).toEqual([])
})

it('was running when the app ended: goes on by itself at the next start, from where it was', async () => {
  const { server, goOn } = await haltingServer(3)
  const first = testDownloads()
  first.downloads.start()
  const { id } = await first.downloads.addFromUrl({ url: server.url.href, sha256 })
  await first.keeps(id, 100_000)
  await first.close()

  goOn()
  const askedBefore = server.requests.length
  const second = testDownloads({ dataFolder: first.dataFolder })
  expect(second.one(id).receivedBytes).toBeGreaterThanOrEqual(100_000)
  second.downloads.start()
  expect(await second.reaches(id, 'done', 'failed')).toMatchObject({ state: 'done', modelId: 'model-1' })
  expect(server.requests.slice(askedBefore).map(({ range }) => range)).not.toContain('bytes=0-49999')
})

it('what a user had paused stays so over a restart', async () => {
  const first = testDownloads({ sources: urls(endless(content)) })
  const { id } = await first.downloads.addFromUrl(url('a'))
  await first.downloads.pause(id)
  await first.close()
  const second = testDownloads({ dataFolder: first.dataFolder, sources: urls(endless(content)) })
  second.downloads.start()
  await second.downloads.addFromUrl(url('b'))
  expect(second.states()[0]).toBe('a paused')
})

it('waits as long as a server asks for, and a second, then two, then four where it only fails', async () => {
  const server = await fileServer(content)
  const statuses = [503, 500, 429, 502]
  server.answer = (request, response) => {
    const status = statuses.shift()
    if (status === undefined) server.serve(request, response)
    else response.writeHead(status, { 'retry-after': '90' }).end()
  }
  const { downloads, reaches, timer } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
  for (const [waitMs, code] of [
    [1000, 'HUB_SERVER_ERROR'],
    [2000, 'HUB_SERVER_ERROR'],
    [90_000, 'HUB_RATE_LIMITED'],
    [8000, 'HUB_SERVER_ERROR'],
  ] as const) {
    const waiting = await reaches(id, 'waiting', 'done', 'failed')
    expect(waiting).toMatchObject({ state: 'waiting', retryAtMs: 1_700_000_000_000 + waitMs, problem: { code } })
    timer.advance(waitMs)
  }
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'done', problem: null, retryAtMs: null })
})

it('gives up on a server that always fails, but never on a network that is away', async () => {
  const broken = await fileServer(content, (_, response) => response.writeHead(500).end())
  const away = await fileServer(content, (_, response) => response.destroy())
  for (const [server, end] of [
    [broken, 'failed'],
    [away, 'waiting'],
  ] as const) {
    const { downloads, reaches, timer } = testDownloads()
    downloads.start()
    const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
    let last = await reaches(id, 'waiting')
    for (let retry = 1; retry < 12 && last.state === 'waiting'; retry += 1) {
      timer.advance(60_000)
      last = await reaches(id, 'waiting', 'failed')
    }
    expect(last.state).toBe(end)
  }
})

it('a lost network costs no patience as long as each try brings something', async () => {
  const server = await fileServer(content)
  server.answer = (request, response) => {
    // Each connection brings a tenth of the file and breaks.
    const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0])
    const end = Math.min(content.length, Number(/-(\d+)/.exec(request.headers.range ?? '')?.[1]) + 1)
    const range = `bytes ${start}-${end - 1}/${content.length}`
    response.writeHead(206, { etag: '"x"', 'content-range': range, 'content-length': end - start })
    response.write(content.subarray(start, Math.min(end, start + 26_000)), () => response.destroy())
  }
  const limits = { ...defaultTransferLimits, connections: 1, pieceBytes: 1_000_000 }
  const { downloads, reaches, timer } = testDownloads({ limits })
  downloads.start()
  const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
  let last = await reaches(id, 'waiting', 'done', 'failed')
  while (last.state === 'waiting') {
    expect(last).toMatchObject({ retryAtMs: 1_700_000_001_000, problem: { code: 'DOWNLOAD_CUT_SHORT' } })
    timer.advance(1000)
    last = await reaches(id, 'waiting', 'done', 'failed')
  }
  expect(last.state).toBe('done')
  expect(server.requests).toHaveLength(10)
})

it('a wrong hash fails without a retry, and begins anew when the user asks', async () => {
  const server = await fileServer(testContent(260_004).subarray(4))
  const { downloads, reaches, folder, adopted } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl({ url: server.url.href, sha256 })
  expect(await reaches(id, 'failed', 'waiting', 'done')).toMatchObject({
    state: 'failed',
    receivedBytes: 0,
    problem: { code: 'CHECKSUM_MISMATCH' },
  })
  expect(await readdir(folder)).toEqual([])
  expect(adopted).toEqual([])
  server.content = content
  await downloads.resume(id)
  expect(await reaches(id, 'failed', 'waiting', 'done')).toMatchObject({ state: 'done' })
})

it('says which sources failed before, and tries them again when the user asks', async () => {
  const { model, file, content } = testStarter()
  let isThere = false
  const tried: string[] = []
  const sources = fakeSources({
    'hugging-face': async (job) => {
      tried.push('hub')
      return isThere ? delivering(content)(job) : Promise.reject(new Error('no hub'))
    },
    'python-package': () => {
      tried.push('package')
      return Promise.reject(new Error('no package'))
    },
  })
  const { downloads, reaches } = testDownloads({ sources })
  downloads.start()
  const { id } = downloads.addStarter(model, file)
  expect(await reaches(id, 'failed')).toMatchObject({
    isStarter: true,
    attempts: [{ label: 'the hugging-face', problem: { detail: 'no hub' } }],
    label: 'the python-package',
    problem: { detail: 'no package' },
  })
  isThere = true
  await downloads.resume(id)
  expect(await reaches(id, 'failed', 'done')).toMatchObject({ state: 'done', attempts: [] })
  expect(tried).toEqual(['hub', 'package', 'hub'])
})

it('publishes progress four times a second at most, with rate and time left', async () => {
  let nowMs = 0
  const steps = Promise.withResolvers<(bytes: number) => void>()
  const slow: FileSource['fetch'] = async ({ onReceived, signal }) => {
    steps.resolve((bytes) => onReceived(bytes, 1_000_000))
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const { downloads, one, timer, reaches } = testDownloads({ sources: urls(slow), now: () => nowMs })
  downloads.start()
  const { id } = await downloads.addFromUrl(url('a'))
  await reaches(id, 'running')
  const receive = await steps.promise
  let published = 0
  downloads.state.subscribe(() => {
    published += 1
  })
  for (; nowMs < 2000; nowMs += 10) {
    receive(nowMs * 100)
    timer.advance(10)
  }
  expect(published).toBeLessThanOrEqual(9)
  const { bytesPerSecond, remainingMs, receivedBytes } = one(id)
  expect(bytesPerSecond).toBeCloseTo(100_000)
  expect(remainingMs).toBeCloseTo((1_000_000 - receivedBytes) / 100)
})

it('does not know what is not there', async () => {
  const { downloads } = testDownloads()
  const gone = { code: 'DOWNLOAD_NOT_FOUND' }
  await expect(downloads.pause('x')).rejects.toMatchObject(gone)
  await expect(downloads.resume('x')).rejects.toMatchObject(gone)
  await expect(downloads.cancel('x')).rejects.toMatchObject(gone)
  await expect(downloads.clear('x')).rejects.toMatchObject(gone)
  await expect(downloads.addFromCatalog({ catalogId: 'x', quantization: 'y' })).rejects.toMatchObject(gone)
})

// The disk that was full for the model was full for the database too: the failure could not be written down, and that ended the app.
it('fails and waits in sight where not even that can be written down, and goes on once it can', async () => {
  const stored = tempStore(tempFolder()).downloads
  let isFull = false
  const save: typeof stored.save = (download) => {
    if (isFull) throw new Fault('DISK_FULL')
    stored.save(download)
  }
  let fault = new Fault('HUB_SERVER_ERROR')
  const failing: FileSource['fetch'] = async () => {
    isFull = true
    throw fault
  }
  let fetch = failing
  const sources = urls((job) => fetch(job))
  const { downloads, reaches, timer } = testDownloads({ sources, repository: { ...stored, save } })
  downloads.start()
  const { id } = await downloads.addFromUrl(url('a'))
  await reaches(id, 'waiting')
  fault = new Fault('DISK_FULL')
  timer.advance(1000)
  expect(await reaches(id, 'failed')).toMatchObject({ problem: { code: 'DISK_FULL' } })
  isFull = false
  fetch = delivering(content)
  await downloads.resume(id)
  expect(await reaches(id, 'done')).toMatchObject({ problem: null, modelId: 'model-1' })
  expect(stored.list()).toMatchObject([{ state: 'done' }])
})

// The bug: it was refused and began all the same, with the next one that ended.
it('is not in the queue where it could not be written down', async () => {
  const stored = tempStore(tempFolder()).downloads
  const save = () => {
    throw new Fault('DISK_FULL')
  }
  const { downloads, settings, states } = testDownloads({ repository: { ...stored, save } })
  downloads.start()
  await expect(downloads.addFromUrl(url('a'))).rejects.toMatchObject({ code: 'DISK_FULL' })
  settings.set({ ...defaultSettings, parallelDownloads: 3 })
  await expect(downloads.addFromUrl(url('b'))).rejects.toMatchObject({ code: 'DISK_FULL' })
  expect(states()).toEqual([])
})

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { HubFiles } from '../../../../main/core/downloads/hub-files.ts'
import { localHub, testDownloads } from '../../../support/download-bench.ts'
import { type FileServer, fileServer } from '../../../support/file-server.ts'
import { testStarter } from '../../../support/test-starter.ts'
import { sha256Of, testContent } from '../../../support/transfer-bench.ts'

const model = testStarter().content
const content = testContent(230_000)
const sha256 = sha256Of(content)

describe('an address', () => {
  it('is fetched into the folder and the library, and held against its header where nobody told a hash', async () => {
    const server = await fileServer(model)
    const { downloads, adopted, folder, reaches, requests } = testDownloads()
    downloads.start()
    const url = `${server.url.href}?signature=secret`
    const { id, state, name } = await downloads.addFromUrl({ url, sha256: null })
    expect({ state, name }).toEqual({ state: 'queued', name: 'model' })
    const done = await reaches(id, 'done', 'failed')
    expect(done).toMatchObject({
      state: 'done',
      verification: 'header',
      modelId: 'model-1',
      receivedBytes: model.length,
      sizeBytes: model.length,
      problem: null,
    })
    const path = join(folder, 'model.gguf')
    expect(await readFile(path)).toEqual(model)
    expect(await readdir(folder)).toEqual(['model.gguf'])
    const source = { kind: 'url', name: `${server.url.origin}/model.gguf`, revision: null }
    expect(adopted).toMatchObject([{ path, known: { source, sha256: sha256Of(model), isStarter: false } }])
    const target = `${server.url.host}/model.gguf`
    expect(requests.list()[0]).toMatchObject({ target, purpose: 'model-download', outcome: 'done' })
  })

  it('with something else than a model leaves nothing', async () => {
    const server = await fileServer(content)
    const { downloads, adopted, folder, reaches } = testDownloads()
    downloads.start()
    const { id } = await downloads.addFromUrl({ url: server.url.href, sha256: null })
    expect(await reaches(id, 'done', 'failed')).toMatchObject({
      state: 'failed',
      problem: { code: 'MODEL_FILE_NOT_GGUF', params: { fileName: 'model.gguf' } },
    })
    expect(await readdir(folder)).toEqual([])
    expect(adopted).toEqual([])
  })

  it.each([
    'http://example.org/model.gguf',
    'ftp://example.org/model.gguf',
    'file:///etc/passwd',
    'https://user:secret@example.org/model.gguf',
    'C:\\model.gguf',
    'model.gguf',
  ])('%s is refused', async (url) => {
    const { downloads } = testDownloads()
    await expect(downloads.addFromUrl({ url, sha256: null })).rejects.toMatchObject({
      code: 'DOWNLOAD_ADDRESS_REFUSED',
    })
  })

  it('of this machine is refused, unless the hub is on it', async () => {
    const { downloads } = testDownloads({ hub: { ...localHub, isLocal: false } })
    for (const url of ['http://127.0.0.1/m.gguf', 'https://localhost/m.gguf', 'https://[::1]/m.gguf']) {
      await expect(downloads.addFromUrl({ url, sha256: null })).rejects.toMatchObject({
        code: 'DOWNLOAD_ADDRESS_REFUSED',
      })
    }
  })

  it.each(['%2e%2e%2fmodel.gguf', 'a%5c..%5cmodel.gguf', 'c%3amodel.gguf', 'model%00.gguf', 'con.gguf', '%ff.gguf'])(
    'that ends in %s is refused by its name',
    async (name) => {
      const { downloads } = testDownloads()
      await expect(downloads.addFromUrl({ url: `https://example.org/${name}`, sha256: null })).rejects.toMatchObject({
        code: 'DOWNLOAD_FILE_NAME_REFUSED',
      })
    },
  )

  it.each([
    ['attachment; filename="Other Model.gguf"', 'Other Model.gguf'],
    ["attachment; filename=plain.gguf; filename*=UTF-8''mod%C3%A8le.gguf", 'modèle.gguf'],
    ['attachment; filename=no-ending', 'no-ending.gguf'],
    ['inline', 'download.gguf'],
  ])('that does not end in a name is named by its server: %s', async (disposition, fileName) => {
    const server = await fileServer(model, (_, response) => {
      response.writeHead(200, { 'content-disposition': disposition }).end(model)
    })
    const { downloads } = testDownloads()
    const added = await downloads.addFromUrl({ url: new URL('/download?id=7', server.url).href, sha256: null })
    expect(added.files).toMatchObject([{ fileName }])
  })

  it.each(['attachment; filename="../model.gguf"', "attachment; filename*=UTF-8''..%5Cmodel.gguf"])(
    'whose server names it %s is refused',
    async (disposition) => {
      const server = await fileServer(model, (_, response) => {
        response.writeHead(200, { 'content-disposition': disposition }).end(model)
      })
      const { downloads } = testDownloads()
      await expect(
        downloads.addFromUrl({ url: new URL('/download', server.url).href, sha256: null }),
      ).rejects.toMatchObject({ code: 'DOWNLOAD_FILE_NAME_REFUSED' })
    },
  )

  // The bug: the room was asked for before anybody knew how much was needed, and never again.
  it.each([
    ['is told with its first bytes', { 'content-length': 40_000_000 }, 107_108_864],
    ['is never told', {}, 67_108_864],
  ])('whose size %s is given up where the disk has no room for it', async (_, headers, leastRequired) => {
    const start = Buffer.concat([model, Buffer.alloc(2_000_000)])
    const server = await fileServer(model, (_request, response) => response.writeHead(200, headers).write(start))
    // There is room at first: the look before the first byte refuses nothing.
    const free = [1e12]
    const { downloads, reaches } = testDownloads({ freeBytes: async () => free.shift() ?? 67_108_863 })
    downloads.start()
    const { id } = await downloads.addFromUrl({ url: server.url.href, sha256: null })
    const { problem } = await reaches(id, 'failed')
    expect(problem).toMatchObject({ code: 'DISK_FULL', params: { fileName: 'model.gguf', availableBytes: 67_108_863 } })
    expect(Number(problem?.params.requiredBytes)).toBeGreaterThan(leastRequired - 3_000_000)
  })

  it('that nobody answers at says so at once', async () => {
    const server = await fileServer(model, (_, response) => response.writeHead(404).end())
    const { downloads } = testDownloads()
    const url = new URL('/download', server.url).href
    await expect(downloads.addFromUrl({ url, sha256: null })).rejects.toMatchObject({ code: 'HUB_NOT_FOUND' })
  })
})

/** A hub whose repository has these files, all at one commit. */
function hubOf(server: FileServer, files: Record<string, Buffer>): HubFiles & { asked: (string | null)[] } {
  const asked: (string | null)[] = []
  server.answer = (request, response) => {
    const path = decodeURIComponent(request.url ?? '').replace('/someone/some-model/resolve/c0ffee/', '')
    server.content = files[path] ?? Buffer.alloc(0)
    server.serve(request, response)
  }
  return {
    ...localHub,
    asked,
    fileUrl: (repository, revision, path) => new URL(`/${repository}/resolve/${revision}/${path}`, server.url),
    resolveFiles: async (_, paths, { revision }) => {
      asked.push(revision)
      const described = paths.map((path) => {
        const file = files[path] ?? expect.unreachable(path)
        return { path, sizeBytes: file.length, sha256: sha256Of(file) }
      })
      return { revision: 'c0ffee', files: described }
    },
  }
}

describe('a quantization on the hub', () => {
  const parts = { 'Q4/m-00001-of-00002.gguf': content, 'Q4/m-00002-of-00002.gguf': content.subarray(0, 120_001) }
  const wanted = { repository: 'someone/some-model', quantization: 'Q4', paths: Object.keys(parts) }

  it('comes at one commit, verified, all its files or none', async () => {
    const server = await fileServer(content)
    const hub = hubOf(server, parts)
    const { downloads, adopted, folder, reaches } = testDownloads({ hub })
    downloads.start()
    const { id } = await downloads.addFromHub(wanted)
    expect(await reaches(id, 'done', 'failed')).toMatchObject({
      state: 'done',
      name: 'some-model',
      quantization: 'Q4',
      verification: 'sha256',
      sizeBytes: 350_001,
      source: { type: 'hugging-face', repository: 'someone/some-model', revision: 'c0ffee' },
    })
    expect(hub.asked).toEqual([null])
    const names = ['m-00001-of-00002.gguf', 'm-00002-of-00002.gguf']
    expect((await readdir(folder)).toSorted()).toEqual(names)
    expect(adopted).toMatchObject([
      { path: join(folder, names[0] ?? ''), known: { sha256, source: { revision: 'c0ffee' } } },
    ])
  })

  it('is queued once, however often it is asked for, and a failed one goes on', async () => {
    const server = await fileServer(content)
    const hub = hubOf(server, parts)
    const { downloads, reaches, states } = testDownloads({ hub })
    const first = await downloads.addFromHub(wanted)
    expect((await downloads.addFromHub({ ...wanted, paths: wanted.paths.toReversed() })).id).toBe(first.id)
    const answer = server.answer
    server.answer = (_, response) => response.writeHead(403).end()
    downloads.start()
    expect(await reaches(first.id, 'failed')).toMatchObject({ problem: { code: 'HUB_GATED' } })
    server.answer = answer
    expect((await downloads.addFromHub(wanted)).id).toBe(first.id)
    await reaches(first.id, 'done')
    expect(states()).toEqual(['some-model done'])
  })

  it('with a path that leads elsewhere is not queued', async () => {
    const { downloads, states } = testDownloads()
    for (const path of ['../m.gguf', 'a\\m.gguf', '/m.gguf', 'C:/m.gguf']) {
      await expect(downloads.addFromHub({ ...wanted, paths: [path] })).rejects.toMatchObject({
        code: 'DOWNLOAD_FILE_NAME_REFUSED',
      })
    }
    expect(states()).toEqual([])
  })

  it('that is in the folder already, to the last bit, is done without a request for it', async () => {
    const server = await fileServer(content)
    const { downloads, folder, reaches } = testDownloads({ hub: hubOf(server, { 'm.gguf': content }) })
    await mkdir(folder)
    await writeFile(join(folder, 'm.gguf'), content)
    downloads.start()
    const { id } = await downloads.addFromHub({ ...wanted, paths: ['m.gguf'] })
    expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'done', modelId: 'model-1' })
    expect(server.requests).toEqual([])
  })

  // The bug: a download that puts an end to a model of the user's, since both are called model.gguf.
  it('whose name another file has gets a name that is free', async () => {
    const server = await fileServer(content)
    const { downloads, folder, reaches } = testDownloads({ hub: hubOf(server, parts) })
    await mkdir(folder)
    await writeFile(join(folder, 'm-00002-of-00002.gguf'), 'mine')
    downloads.start()
    const { id } = await downloads.addFromHub(wanted)
    await reaches(id, 'done')
    expect((await readdir(folder)).toSorted()).toEqual([
      'm (2)-00001-of-00002.gguf',
      'm (2)-00002-of-00002.gguf',
      'm-00002-of-00002.gguf',
    ])
    expect(await readFile(join(folder, 'm-00002-of-00002.gguf'), 'utf8')).toBe('mine')
  })

  it('that appears while it is fetched keeps its name', async () => {
    const server = await fileServer(content)
    const { downloads, folder, reaches } = testDownloads({ hub: hubOf(server, { 'm.gguf': content }) })
    const answer = server.answer
    server.answer = (request, response) => {
      void writeFile(join(folder, 'm.gguf'), 'mine').then(() => answer(request, response))
    }
    downloads.start()
    const { id } = await downloads.addFromHub({ ...wanted, paths: ['m.gguf'] })
    expect(await reaches(id, 'done', 'failed')).toMatchObject({ files: [{ fileName: 'm (2).gguf' }] })
    expect(await readFile(join(folder, 'm.gguf'), 'utf8')).toBe('mine')
    expect(await readFile(join(folder, 'm (2).gguf'))).toEqual(content)
  })

  it('that the disk has no room for is not begun, and says how much it needs', async () => {
    const server = await fileServer(content)
    const { downloads, reaches } = testDownloads({ hub: hubOf(server, parts), freeBytes: async () => 1000 })
    downloads.start()
    const { id } = await downloads.addFromHub(wanted)
    const { problem } = await reaches(id, 'failed')
    const requiredBytes = 350_001 + 64 * 1024 * 1024
    expect(problem).toMatchObject({ code: 'DISK_FULL', params: { requiredBytes, availableBytes: 1000 } })
    expect(server.requests).toEqual([])
  })
})

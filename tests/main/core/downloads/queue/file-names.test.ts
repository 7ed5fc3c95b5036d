import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testDownloads } from '../../../../support/download-bench.ts'
import { type FileServer, fileServer } from '../../../../support/file-server.ts'
import { sha256Of, testContent } from '../../../../support/transfer-bench.ts'

const content = testContent(260_000)
const otherContent = testContent(260_004).subarray(4)

/** Two servers with different files, both of which are called model.gguf. */
async function twoOfOneName() {
  const [server, other] = [await fileServer(content), await fileServer(otherContent)]
  return {
    server,
    other,
    wanted: { url: server.url.href, sha256: sha256Of(content) },
    otherWanted: { url: other.url.href, sha256: sha256Of(otherContent) },
  }
}

/** The server leaves all requests after the second unanswered. Returns the way on. */
function halt(server: FileServer): () => void {
  const halted: (() => void)[] = []
  server.answer = (request, response) => {
    if (server.requests.length <= 2) server.serve(request, response)
    else halted.push(() => server.serve(request, response))
  }
  return () => {
    server.answer = server.serve
    for (const serve of halted) serve()
  }
}

// The bug: both looked which names are free at the same moment, and wrote into one part.
it('two of one name that begin at once get one each', async () => {
  const { wanted, otherWanted } = await twoOfOneName()
  const { downloads, folder, reaches } = testDownloads()
  downloads.start()
  const [first, second] = [await downloads.addFromUrl(wanted), await downloads.addFromUrl(otherWanted)]
  for (const { id } of [first, second]) {
    expect(await reaches(id, 'done', 'failed', 'waiting')).toMatchObject({ state: 'done' })
  }
  expect(await readdir(folder)).toEqual(['model (2).gguf', 'model.gguf'])
})

// The bug: the second one cleared the part of the first, and when that went on both wrote into it.
it('one that failed keeps its part from another of the same name', async () => {
  const { server, wanted, otherWanted } = await twoOfOneName()
  server.answer = (request, response) => {
    if (server.requests.length <= 2) server.serve(request, response)
    else response.writeHead(404).end()
  }
  const { downloads, folder, reaches } = testDownloads()
  downloads.start()
  const failing = await downloads.addFromUrl(wanted)
  const { receivedBytes } = await reaches(failing.id, 'failed')
  expect(receivedBytes).toBeGreaterThan(0)
  const other = await downloads.addFromUrl(otherWanted)
  expect(await reaches(other.id, 'done', 'failed')).toMatchObject({ files: [{ fileName: 'model (2).gguf' }] })
  const askedBefore = server.requests.length
  server.answer = server.serve
  await downloads.resume(failing.id)
  expect(await reaches(failing.id, 'done', 'failed')).toMatchObject({ state: 'done' })
  expect(server.requests.slice(askedBefore).map(({ range }) => range)).not.toContain('bytes=0-49999')
  expect(await readdir(folder)).toEqual(['model (2).gguf', 'model.gguf'])
})

// The bug: what failed before it had a name of its own cleaned up the part of the one that has it.
it('one that fails or is cleared leaves the part of another of the same name alone', async () => {
  const { server, wanted } = await twoOfOneName()
  const goOn = halt(server)
  const { downloads, reaches, keeps } = testDownloads()
  downloads.start()
  const running = await downloads.addFromUrl(wanted)
  await keeps(running.id, 50_000)
  const failing = await downloads.addFromHub({ repository: 'some/one', quantization: 'q', paths: ['model.gguf'] })
  await reaches(failing.id, 'failed')
  await downloads.clear(failing.id)
  goOn()
  expect(await reaches(running.id, 'done', 'failed', 'waiting')).toMatchObject({ state: 'done' })
})

// The bug: what a link under the part's name leads to was emptied and written over.
it.each([
  ['a link', (path: string, precious: string) => symlink(precious, path)],
  ['a folder', (path: string) => mkdir(path)],
])('%s under the name of the part is not touched', async (_, plant) => {
  const { wanted } = await twoOfOneName()
  const { downloads, folder, dataFolder, reaches } = testDownloads()
  const [precious, partPath] = [join(dataFolder, 'precious.txt'), join(folder, 'model.gguf.part')]
  await writeFile(precious, 'precious')
  await mkdir(folder)
  await plant(partPath, precious)
  downloads.start()
  const { id } = await downloads.addFromUrl(wanted)
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ files: [{ fileName: 'model (2).gguf' }], problem: null })
  expect(await readFile(precious, 'utf8')).toBe('precious')
  expect((await lstat(partPath)).isFile()).toBe(false)
})

it('a part that became a link while its download was paused is fetched anew, elsewhere', async () => {
  const { server, wanted } = await twoOfOneName()
  const goOn = halt(server)
  const { downloads, folder, dataFolder, reaches, keeps } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl(wanted)
  await keeps(id, 50_000)
  await downloads.pause(id)
  const [precious, partPath] = [join(dataFolder, 'precious.txt'), join(folder, 'model.gguf.part')]
  await writeFile(precious, 'precious')
  await rename(partPath, join(dataFolder, 'moved'))
  await symlink(precious, partPath)
  goOn()
  await downloads.resume(id)
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'done' })
  expect(await readFile(precious, 'utf8')).toBe('precious')
})

it('a name that is taken and as long as names may be gives up its last characters', async () => {
  const server = await fileServer(content)
  const fileName = `${'n'.repeat(225)}.gguf`
  const { downloads, folder, reaches } = testDownloads()
  await mkdir(folder)
  await writeFile(join(folder, fileName), 'mine')
  downloads.start()
  const { id } = await downloads.addFromUrl({
    url: new URL(`/${fileName}`, server.url).href,
    sha256: sha256Of(content),
  })
  const numbered = `${'n'.repeat(221)} (2).gguf`
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'done', files: [{ fileName: numbered }] })
})

it.each([[['a/model.gguf', 'b/model.gguf']], [['a/model.gguf', 'b/Model.GGUF']]])(
  '%j are refused as one download: they would be one file',
  async (paths) => {
    const { downloads } = testDownloads()
    await expect(downloads.addFromHub({ repository: 'some/one', quantization: 'q', paths })).rejects.toMatchObject({
      code: 'DOWNLOAD_FILE_NAME_REFUSED',
    })
  },
)

it('a folder that is gone at the end says so, and a retry makes it again', async () => {
  const { server, wanted } = await twoOfOneName()
  const goOn = halt(server)
  const { downloads, folder, reaches, keeps } = testDownloads()
  downloads.start()
  const { id } = await downloads.addFromUrl(wanted)
  await keeps(id, 50_000)
  await rm(folder, { recursive: true })
  goOn()
  const problem = { code: 'DOWNLOAD_FAILED', params: { fileName: 'model.gguf', reason: 'cannot-write' } }
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'failed', problem })
  await downloads.resume(id)
  expect(await reaches(id, 'done', 'failed')).toMatchObject({ state: 'done' })
  expect(await readdir(folder)).toEqual(['model.gguf'])
})

import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { testDownloads } from '../../../../support/download-bench.ts'
import { fileServer } from '../../../../support/file-server.ts'
import { sha256Of, testContent } from '../../../../support/transfer-bench.ts'

const content = testContent(260_000)

/** A download of which a part has come, that failed; its server is well again. */
async function failedDownload() {
  const server = await fileServer(content)
  server.answer = (request, response) => {
    if (server.requests.length <= 2) server.serve(request, response)
    else response.writeHead(404).end()
  }
  const bench = testDownloads()
  bench.downloads.start()
  const { id } = await bench.downloads.addFromUrl({ url: server.url.href, sha256: sha256Of(content) })
  await bench.reaches(id, 'failed')
  server.answer = server.serve
  return { ...bench, id, server }
}

// The bug: the other window found it paused while its part was being deleted, and it ran on although it was cancelled.
it('one that is being cancelled cannot be gone on with', async () => {
  const { downloads, id, one, folder, server } = await failedDownload()
  const askedBefore = server.requests.length
  const cancelled = downloads.cancel(id)
  await Promise.resolve()
  await downloads.resume(id)
  await cancelled
  await downloads.close()
  expect(one(id).state).toBe('cancelled')
  expect(server.requests.length).toBe(askedBefore)
  expect(await readdir(folder)).toEqual([])
})

// The bug: it went off the list and ran on, unseen.
it('one that is being cleared cannot be gone on with', async () => {
  const { downloads, id, states, folder, server } = await failedDownload()
  const askedBefore = server.requests.length
  const cleared = downloads.clear(id)
  await downloads.resume(id)
  await cleared
  await downloads.close()
  expect(states()).toEqual([])
  expect(server.requests.length).toBe(askedBefore)
  expect(await readdir(folder)).toEqual([])
})

// The bug: the second wish was taken for nothing, since the run had not stopped yet.
it('one that is being paused goes on when it is asked to', async () => {
  const { downloads, id, reaches } = await failedDownload()
  await downloads.resume(id)
  const paused = downloads.pause(id)
  await downloads.resume(id)
  await paused
  expect(await reaches(id, 'done', 'paused', 'failed')).toMatchObject({ state: 'done' })
})

it('both may clear it', async () => {
  const { downloads, id, states } = await failedDownload()
  await Promise.all([downloads.clear(id), downloads.clear(id), downloads.clearEnded()])
  expect(states()).toEqual([])
})

it('two hundred pauses and resumes at once lose nothing and start nothing twice', async () => {
  const { downloads, id, reaches, folder, adopted } = await failedDownload()
  const steps = Array.from({ length: 200 }, (_, step) => (step % 2 === 0 ? downloads.resume(id) : downloads.pause(id)))
  await Promise.all(steps)
  await downloads.resume(id)
  expect(await reaches(id, 'done', 'failed', 'waiting')).toMatchObject({ state: 'done' })
  expect(adopted).toHaveLength(1)
  expect(await readdir(folder)).toEqual(['model.gguf'])
})

it('was killed while it was being cancelled: the next start deletes what is left', async () => {
  const { close, dataFolder, id, folder, store } = await failedDownload()
  const [failed] = store.downloads.list()
  if (!failed) expect.unreachable()
  store.downloads.save({ ...failed, state: 'cancelled' })
  await close()
  expect(await readdir(folder)).toEqual(['model.gguf.part'])
  const next = testDownloads({ dataFolder })
  next.downloads.start()
  await expect.poll(() => readdir(folder)).toEqual([])
  await expect.poll(() => next.one(id).receivedBytes).toBe(0)
})

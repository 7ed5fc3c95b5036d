import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore } from '../../../../main/store/open-store.ts'
import { type FileServer, fileServer, rangeOf } from '../../../support/file-server.ts'
import { storePaths, tempFolder } from '../../../support/temp-store.ts'
import { sha256Of, testContent } from '../../../support/transfer-bench.ts'

const app = fileURLToPath(import.meta.resolve('../../../support/downloading-app.ts'))
const content = testContent(10_000_000)
const sha256 = sha256Of(content)
const kills = 2
const bytesPerSecond = 1_500_000
const stepMs = 20
/** So much comes before each kill, and more by chance: enough to see that nothing was written down, and the file outlasts all kills. */
const leastBytes = 3_200_000
const byChanceBytes = 700_000
/** A second until it is written down, and as much for a disk and a machine that are busy. */
const mayBeLostBytes = 2 * bytesPerSecond

/** Serves all ranges together at the same rate, and counts what it has sent. */
async function slowServer(): Promise<{ server: FileServer; sentBytes: () => number }> {
  const server = await fileServer(content)
  let sentBytes = 0
  let open = 0
  server.answer = async (request, response) => {
    const { start, end } = rangeOf(request, server) ?? { start: 0, end: content.length }
    response.writeHead(206, { etag: '"first"', 'content-range': `bytes ${start}-${end - 1}/${content.length}` })
    open += 1
    for (let position = start; position < end && !response.destroyed; ) {
      const next = Math.min(end, position + Math.ceil((bytesPerSecond * stepMs) / 1000 / open))
      response.write(content.subarray(position, next))
      sentBytes += next - position
      position = next
      await delay(stepMs)
    }
    open -= 1
    response.end()
  }
  return { server, sentBytes: () => sentBytes }
}

/** Resolves when the app has said that it received so much, with what it said. A busy machine takes longer, and is killed no earlier. */
async function receivedIn(lines: Interface, wantedBytes: number): Promise<number> {
  for await (const line of lines) {
    const bytes = Number(/^received (\d+)$/.exec(line)?.[1] ?? 0)
    if (bytes >= wantedBytes) return bytes
  }
  throw new Error('The app ended by itself')
}

// Catches: progress that is counted before it is on the disk, or written down too seldom; ranges put together wrongly after a kill.
test('killed at random instants, a download goes on from where it was, and the file is right', async () => {
  const { server, sentBytes } = await slowServer()
  const data = tempFolder()
  const { database, backups } = storePaths(data)
  const folder = join(data, 'models')
  await mkdir(folder)
  const start = () =>
    spawn(process.execPath, [app, database, backups, folder, server.url.href, sha256], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })

  let keptBefore = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const child = start()
    const closed = once(child, 'close')
    const wantedBytes = keptBefore + leastBytes + byChanceBytes * Math.random()
    const receivedBytes = await receivedIn(createInterface(child.stdout), wantedBytes)
    // Not only when it has just said something.
    await delay(Math.random() * 300)
    child.kill('SIGKILL')
    await closed
    expect(await readdir(folder)).toEqual(['model.gguf.part'])
    // What is said to be there is there, whatever the instant.
    const store = openStore({ database, backups })
    const [file] = store.downloads.list()[0]?.files ?? []
    store.close()
    const part = await readFile(join(folder, 'model.gguf.part'))
    let keptBytes = 0
    for (const [from, to] of file?.part?.ranges ?? []) {
      expect(part.subarray(from, to).equals(content.subarray(from, to))).toBe(true)
      keptBytes += to - from
    }
    expect(receivedBytes - keptBytes).toBeLessThanOrEqual(mayBeLostBytes)
    keptBefore = keptBytes
  }

  const sentBefore = sentBytes()
  const child = start()
  const closed = once(child, 'close')
  let last = ''
  for await (const line of createInterface(child.stdout)) {
    last = line
    if (!line.startsWith('received')) break
  }
  child.kill('SIGKILL')
  await closed
  expect(last).toBe('done')
  expect(await readdir(folder)).toEqual(['model.gguf'])
  expect(sha256Of(await readFile(join(folder, 'model.gguf')))).toBe(sha256)
  expect(sentBytes() - sentBefore).toBe(content.length - keptBefore)
}, 60_000)

import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FolderWatcher } from '../../../../../main/core/library/folders/folder-watcher.ts'
import { makeTree } from '../../../../support/make-tree.ts'
import { ManualTimer } from '../../../../support/manual-timer.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { testLibrary } from '../../../../support/test-library.ts'
import { tinyGguf } from '../../../../support/tiny-gguf.ts'

const patience = { timeout: 30_000, interval: 50 }

/** A library with one folder of the user's, watched. */
async function watchedFolder() {
  const bench = testLibrary()
  const mine = await makeTree(tempFolder(), { 'disk/first.gguf': tinyGguf() })
  await bench.folders.add(join(mine, 'disk'))
  const fileNames = () => bench.library.state.value.models.map(({ fileName }) => fileName).toSorted()
  await expect.poll(fileNames, patience).toEqual(['first.gguf'])
  return { ...bench, mine, disk: join(mine, 'disk'), fileNames }
}

test('a file that appears is listed, one that changes is read again, one that goes is not reachable', async () => {
  const { library, disk, fileNames } = await watchedFolder()
  await mkdir(join(disk, 'deep', 'er'), { recursive: true })
  await writeFile(join(disk, 'deep', 'er', 'second.gguf'), tinyGguf({ layers: 1 }))
  await expect.poll(fileNames, patience).toEqual(['first.gguf', 'second.gguf'])
  const second = () => library.state.value.models.find(({ fileName }) => fileName === 'second.gguf')
  await writeFile(join(disk, 'deep', 'er', 'second.gguf'), tinyGguf({ layers: 3 }))
  await expect.poll(() => second()?.layerCount, patience).toBe(3)
  await rm(join(disk, 'deep', 'er', 'second.gguf'))
  await expect.poll(() => second()?.isReachable, patience).toBe(false)
})

// Each block of a download that ran for an hour would have begun a scan.
test('a download in progress is not looked at until it has its name', async () => {
  const { disk, folders, fileNames } = await watchedFolder()
  await expect.poll(() => folders.state.value.folders[0]?.isScanning, patience).toBe(false)
  const changes: string[] = []
  const folder = { id: 'f', path: disk, kind: 'added', addedAtMs: 1, removedAtMs: null } as const
  const watcher = new FolderWatcher(folder, () => changes.push('changed'))
  await watcher.ready()
  await writeFile(join(disk, 'second.gguf.part'), tinyGguf().subarray(0, 100))
  await writeFile(join(disk, 'second.gguf.part'), tinyGguf({ layers: 1 }))
  await writeFile(join(disk, 'wattle.db-wal'), 'a database that is being written to')
  await expect.poll(fileNames, patience).toEqual(['first.gguf'])
  expect(changes).toEqual([])
  await rename(join(disk, 'second.gguf.part'), join(disk, 'second.gguf'))
  await expect.poll(fileNames, patience).toEqual(['first.gguf', 'second.gguf'])
  expect(changes).not.toEqual([])
  await watcher.close()
})

test('the folder itself may go', async () => {
  const { library, folders, mine, disk } = await watchedFolder()
  await rename(disk, join(mine, 'unplugged'))
  await expect.poll(() => folders.state.value.folders[0]?.isReachable, patience).toBe(false)
  await expect.poll(() => library.state.value.models[0]?.isReachable, patience).toBe(false)
})

test('a folder that cannot be watched says so', async () => {
  const path = join(tempFolder(), 'x'.repeat(300))
  const folder = { id: 'f', path, kind: 'added', addedAtMs: 1, removedAtMs: null } as const
  const watcher = new FolderWatcher(folder, () => undefined)
  await expect.poll(() => watcher.isAlive, patience).toBe(false)
  await watcher.close()
})

// The system's watchers are used up, or the drive was away: nobody tells of changes any more.
test('without a watcher, a folder is looked at every thirty seconds, and watched when that works again', async () => {
  const timer = new ManualTimer()
  let isAlive = false
  let watched = 0
  const watch = () => {
    watched += 1
    return { isAlive, isTooLarge: false, ready: () => Promise.resolve(), close: () => Promise.resolve() }
  }
  const { library, folders, folder } = testLibrary({ folderTimer: timer.set, watch })
  await folders.start()
  await expect.poll(() => folders.state.value.folders[0]?.isScanning, patience).toBe(false)
  await writeFile(join(folder, 'first.gguf'), tinyGguf())
  const before = watched
  isAlive = true
  timer.advance(30_000)
  await expect.poll(() => library.state.value.models.length, patience).toBe(1)
  expect(watched).toBe(before + 1)
  await expect.poll(() => folders.state.value.folders[0]?.isScanning, patience).toBe(false)
  timer.advance(30_000)
  await folders.rescan()
  expect(watched).toBe(before + 1)
})

// The bug: a watcher for each of the 17,000 folders below /usr took 450 MB, and a home folder has more.
test('a folder with too many others in it is watched no more', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}/inner/.keep`, '']))
  const folder = {
    id: 'f',
    path: await makeTree(tempFolder(), many),
    kind: 'added',
    addedAtMs: 1,
    removedAtMs: null,
  } as const
  const watcher = new FolderWatcher(folder, () => undefined, 20)
  await expect.poll(() => watcher.isAlive, patience).toBe(false)
  expect(watcher.isTooLarge).toBe(true)
  const other = new FolderWatcher(folder, () => undefined, 100)
  await other.ready()
  expect(other).toMatchObject({ isAlive: true, isTooLarge: false })
  await Promise.all([watcher.close(), other.close()])
})

test('a folder that is too large to be watched is looked at every five minutes', async () => {
  const timer = new ManualTimer()
  let watched = 0
  const watch = () => {
    watched += 1
    return { isAlive: false, isTooLarge: true, ready: () => Promise.resolve(), close: () => Promise.resolve() }
  }
  const { library, folders, folder } = testLibrary({ folderTimer: timer.set, watch })
  await folders.start()
  timer.advance(1000)
  await folders.rescan()
  await writeFile(join(folder, 'first.gguf'), tinyGguf())
  for (let look = 1; look < 10; look += 1) timer.advance(30_000)
  expect(folders.state.value.folders[0]?.isScanning).toBe(false)
  expect(library.state.value.models).toEqual([])
  timer.advance(30_000)
  await expect.poll(() => library.state.value.models.length, patience).toBe(1)
  expect(watched).toBe(1)
})

test("of another program's folder, what tells of its models is watched", async () => {
  const bench = testLibrary()
  const digest = 'a'.repeat(64)
  const layers = [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }]
  const ollama = await makeTree(tempFolder(), { [`blobs/sha256-${digest}`]: tinyGguf(), 'manifests/.keep': '' })
  const folder = { id: 'f', path: ollama, kind: 'ollama', addedAtMs: 1, removedAtMs: null } as const
  bench.store.folders.save(folder)
  await bench.folders.rescan()
  expect(bench.library.state.value.models).toEqual([])
  await makeTree(ollama, { 'manifests/registry.ollama.ai/library/tiny/1b': JSON.stringify({ layers }) })
  await expect.poll(() => bench.library.state.value.models.map(({ name }) => name), patience).toEqual(['tiny:1b'])
})

// Each held a handle of the system's for ever, and kept an app that had closed from ending.
test('no watcher is left by a folder that leaves, or an app that closes, before it was looked at', async () => {
  const open = new Set<string>()
  const watch = ({ id }: { id: string }) => {
    open.add(id)
    return {
      isAlive: true,
      isTooLarge: false,
      ready: async () => undefined,
      close: async () => void open.delete(id),
    }
  }
  const { folders, close } = testLibrary({ watch })
  const { id } = await folders.add(tempFolder())
  await folders.remove(id)
  await expect.poll(() => folders.state.value.folders).toEqual([])
  await folders.add(tempFolder())
  await close()
  expect([...open]).toEqual([])
})

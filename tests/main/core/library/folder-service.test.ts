import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LiveValue } from '../../../../main/core/live-value.ts'
import type { DownloadsState } from '../../../../preload/contract/downloads.ts'
import type { FoldersState } from '../../../../preload/contract/folders.ts'
import { foldersStateSchema } from '../../../../preload/contract/folders.ts'
import { plainDownload } from '../../../support/make-download.ts'
import { makeTree } from '../../../support/make-tree.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { tinyGguf, writeTinyGguf } from '../../../support/tiny-gguf.ts'

/** Resolves when no folder is being scanned. */
async function settled({ folders }: Pick<ReturnType<typeof testLibrary>, 'folders'>): Promise<FoldersState> {
  await expect
    .poll(() => folders.state.value.folders.some(({ isScanning }) => isScanning), { timeout: 20_000 })
    .toBe(false)
  return foldersStateSchema.parse(folders.state.value)
}

describe('at the start', () => {
  it("there is Wattle's own folder, made where it was missing, with the disk that it is on", async () => {
    const folder = join(tempFolder(), 'data', 'models')
    const { folders } = testLibrary({ folder })
    await folders.start()
    await folders.rescan()
    expect(foldersStateSchema.parse(folders.state.value)).toMatchObject({
      folders: [{ path: folder, kind: 'own', isReachable: true, problem: null, modelCount: 0 }],
      detected: [],
      disk: { freeBytes: expect.any(Number), totalBytes: expect.any(Number) },
      hashing: null,
    })
  })

  // On two cores the headers of a large library made the first window half a second later.
  it('nothing is scanned before the first window is drawn', async () => {
    const folder = await makeTree(tempFolder(), { 'model.gguf': tinyGguf() })
    const { folders, library } = testLibrary({ folder })
    const drawn = Promise.withResolvers<void>()
    const scanned = folders.start(drawn.promise)
    await expect.poll(() => folders.state.value.folders).toMatchObject([{ path: folder, isScanning: false }])
    expect(library.state.value.models).toEqual([])
    drawn.resolve()
    await scanned
    expect(library.state.value.models).toHaveLength(1)
  })

  it('an app that closes before that scans nothing', async () => {
    const { folders, library, close } = testLibrary({
      folder: await makeTree(tempFolder(), { 'model.gguf': tinyGguf() }),
    })
    const drawn = Promise.withResolvers<void>()
    const scanned = folders.start(drawn.promise)
    await close()
    drawn.resolve()
    await scanned
    expect(library.state.value.models).toEqual([])
  })

  it('that cannot be made is not reachable, and nothing else is held up', async () => {
    const folder = join(tempFolder(), 'file', 'models')
    await writeFile(join(folder, '..'), 'no folder')
    const { folders } = testLibrary({ folder })
    await folders.start()
    expect((await settled({ folders })).folders).toMatchObject([{ isReachable: false }])
    await folders.rescan()
    expect(folders.state.value.disk).toBeNull()
  })

  // WATTLE_HOME on a stick, or a backup that was copied back: all notes were gone.
  it('in a data folder that was moved or copied, its models are the same ones', async () => {
    const before = await makeTree(tempFolder(), { 'a/model.gguf': tinyGguf() })
    const store = tempStore()
    const first = testLibrary({ store, folder: before })
    await first.folders.start()
    const { id } = first.library.state.value.models[0] ?? expect.unreachable('no model')
    first.library.annotate(id, { notes: 'kept' })
    await first.close()
    const after = await makeTree(tempFolder(), { 'a/model.gguf': tinyGguf() })
    const second = testLibrary({ store, folder: after })
    await second.folders.start()
    expect(second.library.state.value.models).toMatchObject([{ id, path: join(after, 'a/model.gguf'), hasNotes: true }])
    expect(second.folders.state.value.folders).toMatchObject([{ path: after, kind: 'own' }])
  })

  it("a folder of the user's may become Wattle's own; the one before is then the user's", async () => {
    const store = tempStore()
    const [before, mine] = [tempFolder(), tempFolder()]
    const first = testLibrary({ store, folder: before })
    await first.folders.start()
    await first.folders.add(mine)
    await first.close()
    const second = testLibrary({ store, folder: mine })
    await second.folders.start()
    expect(second.folders.state.value.folders).toMatchObject([
      { path: mine, kind: 'own' },
      { path: before, kind: 'added' },
    ])
  })
})

describe('adding a folder', () => {
  it('lists the models below it, with how many and how large', async () => {
    const bench = testLibrary()
    const mine = await makeTree(tempFolder(), {
      'a.gguf': tinyGguf(),
      'deep/b.gguf': tinyGguf({ layers: 1 }),
      'readme.md': '',
    })
    await bench.folders.start()
    const added = await bench.folders.add(mine)
    expect(added).toMatchObject({ path: mine, kind: 'added', isScanning: true })
    const { folders } = await settled(bench)
    expect(folders[1]).toMatchObject({
      id: added.id,
      modelCount: 2,
      sizeBytes: tinyGguf().length + tinyGguf({ layers: 1 }).length,
      isScanning: false,
    })
    expect(bench.library.state.value.models.map(({ folderId }) => folderId)).toEqual([added.id, added.id])
  })

  it('that is none, is not there, or is not named in full, is refused', async () => {
    const { folders } = testLibrary()
    const file = await writeTinyGguf(join(tempFolder(), 'model.gguf'))
    await expect(folders.add('models')).rejects.toMatchObject({ code: 'MODEL_PATH_NOT_ABSOLUTE' })
    await expect(folders.add(file)).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' })
    await expect(folders.add(join(tempFolder(), 'gone'))).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' })
    await expect(folders.addDetected('nothing')).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' })
    await expect(folders.remove('nothing')).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' })
  })

  it("that is listed, lies within one that is, or leads there by a link, is refused with that one's path", async () => {
    const { folders, folder } = testLibrary()
    await folders.start()
    const mine = await makeTree(tempFolder(), { 'sub/x.txt': '' })
    const link = join(tempFolder(), 'link')
    await symlink(join(mine, 'sub'), link)
    await folders.add(mine)
    for (const path of [mine, join(mine, 'sub'), link]) {
      await expect(folders.add(path)).rejects.toMatchObject({ code: 'FOLDER_LISTED_ALREADY', params: { path: mine } })
    }
    await expect(folders.add(folder)).rejects.toMatchObject({ code: 'FOLDER_LISTED_ALREADY', params: { path: folder } })
  })

  it('around one that is listed leaves that one its models', async () => {
    const bench = testLibrary()
    const outer = await makeTree(tempFolder(), { 'a.gguf': tinyGguf(), 'inner/b.gguf': tinyGguf({ layers: 1 }) })
    const inner = await bench.folders.add(join(outer, 'inner'))
    await settled(bench)
    const { id } = await bench.folders.add(outer)
    await settled(bench)
    await bench.folders.rescan()
    const where = Object.fromEntries(
      bench.library.state.value.models.map(({ fileName, folderId }) => [fileName, folderId]),
    )
    expect(where).toEqual({ 'a.gguf': id, 'b.gguf': inner.id })
  })

  it('takes in a file that was added by itself before', async () => {
    const bench = testLibrary()
    const mine = tempFolder()
    const model = await bench.library.add(await writeTinyGguf(join(mine, 'a.gguf')))
    expect(model.folderId).toBeNull()
    const { id } = await bench.folders.add(mine)
    await settled(bench)
    expect(bench.library.state.value.models).toMatchObject([{ id: model.id, folderId: id }])
  })
})

describe('removing a folder', () => {
  it('takes its models off the list, and adding it again brings back all that was known', async () => {
    const bench = testLibrary()
    const { library, folders, store } = bench
    const mine = await makeTree(tempFolder(), { 'a.gguf': tinyGguf(), 'b.gguf': tinyGguf({ layers: 1 }) })
    const { id } = await folders.add(mine)
    await settled(bench)
    const [a, b] = library.state.value.models.toSorted((one, other) => (one.fileName < other.fileName ? -1 : 1))
    library.annotate(a?.id ?? '', { notes: 'kept', tags: ['x'] })
    library.remove(b?.id ?? '')
    library.choose(a?.id ?? '')
    await folders.remove(id)
    expect(folders.state.value.folders).toEqual([])
    expect(library.state.value).toMatchObject({ models: [], chosenModelId: null })
    await expect(library.resolve(a?.id ?? '')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    expect(store.models.get(a?.id ?? '')?.notes).toBe('kept')

    expect((await folders.add(mine)).id).toBe(id)
    // At once, without waiting for the scan.
    expect(library.state.value.models).toMatchObject([{ id: a?.id, tags: ['x'], hasNotes: true }])
    await settled(bench)
    expect(library.state.value.models).toHaveLength(1)
  })

  it('leaves a model of it that is brought back by itself', async () => {
    const bench = testLibrary()
    const mine = await makeTree(tempFolder(), { 'a.gguf': tinyGguf() })
    const { id } = await bench.folders.add(mine)
    await settled(bench)
    const model = bench.library.state.value.models[0] ?? expect.unreachable('no model')
    bench.library.remove(model.id)
    await bench.folders.remove(id)
    expect(bench.library.restore(model.id)).toMatchObject({ id: model.id, folderId: null })
  })

  it("does not work for Wattle's own", async () => {
    const { folders } = testLibrary()
    await folders.start()
    await expect(folders.remove('own')).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(folders.state.value.folders).toHaveLength(1)
  })
})

describe('a drive that is not connected', () => {
  it('makes the folder and its models unreachable; nothing is forgotten, and all is back with it', async () => {
    const bench = testLibrary()
    const { library, folders } = bench
    const drive = await makeTree(tempFolder(), { 'disk/a.gguf': tinyGguf(), 'disk/b.gguf': tinyGguf({ layers: 1 }) })
    await folders.add(join(drive, 'disk'))
    await settled(bench)
    library.annotate(library.state.value.models[0]?.id ?? '', { name: 'Mine', notes: 'kept' })
    const before = library.state.value.models
    await rename(join(drive, 'disk'), join(drive, 'unplugged'))
    await folders.rescan()
    expect(folders.state.value.folders).toMatchObject([{ isReachable: false, problem: null, modelCount: 2 }])
    expect(library.state.value.models).toEqual(before.map((model) => ({ ...model, isReachable: false })))
    await rename(join(drive, 'unplugged'), join(drive, 'disk'))
    await folders.rescan()
    expect(folders.state.value.folders).toMatchObject([{ isReachable: true }])
    expect(library.state.value.models).toEqual(before)
  })
})

describe('folders of other programs', () => {
  const digest = 'a'.repeat(64)
  const manifest = JSON.stringify({
    layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${digest}` }],
  })

  async function machineWithOllama() {
    const home = await makeTree(tempFolder(), {
      '.ollama/models/manifests/registry.ollama.ai/library/tiny/1b': manifest,
      [`.ollama/models/blobs/sha256-${digest}`]: tinyGguf(),
      '.lmstudio/models/someone/tiny/tiny.gguf': tinyGguf({ layers: 1 }),
      '.cache/huggingface/hub/version.txt': '1',
    })
    return { home, machine: { platform: 'darwin', home, environment: {} } as const }
  }

  it('are offered with their counts and sizes, where they have models, and never added by themselves', async () => {
    const { home, machine } = await machineWithOllama()
    const { library, folders } = testLibrary({ machine })
    await folders.start()
    await folders.rescan()
    expect(foldersStateSchema.parse(folders.state.value).detected).toMatchObject([
      {
        kind: 'lm-studio',
        path: join(home, '.lmstudio/models'),
        modelCount: 1,
        sizeBytes: tinyGguf({ layers: 1 }).length,
      },
      { kind: 'ollama', path: join(home, '.ollama/models'), modelCount: 1, sizeBytes: tinyGguf().length },
    ])
    expect(library.state.value.models).toEqual([])
  })

  it('once added are offered no more, and their models have the names and hashes that the program gave them', async () => {
    const { home, machine } = await machineWithOllama()
    const bench = testLibrary({ machine })
    const { folders, library } = bench
    await folders.start()
    await folders.rescan()
    const { id } = folders.state.value.detected.find(({ kind }) => kind === 'ollama') ?? expect.unreachable('not found')
    const added = await folders.addDetected(id)
    expect(added).toMatchObject({ kind: 'ollama', path: join(home, '.ollama/models') })
    await settled(bench)
    expect(folders.state.value.detected.map(({ kind }) => kind)).toEqual(['lm-studio'])
    const [model] = library.state.value.models
    expect(model).toMatchObject({ name: 'tiny:1b', sha256: digest, folderId: added.id, isReachable: true })
    // The engine looks at the file before each load, which knows nothing of manifests.
    await writeFile(join(home, '.ollama/models/blobs', `sha256-${digest}`), tinyGguf({ layers: 3 }))
    expect(await library.resolve(model?.id ?? '')).toMatchObject({ name: 'tiny:1b', layerCount: 3 })
    await folders.remove(added.id)
    await expect.poll(() => folders.state.value.detected.map(({ kind }) => kind)).toEqual(['lm-studio', 'ollama'])
  })

  it('are known as theirs when they are added by their path', async () => {
    const { home, machine } = await machineWithOllama()
    const { folders } = testLibrary({ machine })
    expect(await folders.add(join(home, '.ollama/models'))).toMatchObject({ kind: 'ollama' })
  })

  // A part of Hugging Face's cache was read as the whole of it: nothing was found.
  it("of which a part is added are the user's tree of files, and still not theirs to delete", async () => {
    const { home, machine } = await machineWithOllama()
    const bench = testLibrary({ machine })
    expect(await bench.folders.add(join(home, '.lmstudio/models/someone'))).toMatchObject({ kind: 'added' })
    await settled(bench)
    const [model] = bench.library.state.value.models
    expect(model?.fileName).toBe('tiny.gguf')
    await expect(bench.library.moveToTrash(model?.id ?? '')).rejects.toMatchObject({ code: 'MODEL_NOT_DELETABLE' })
  })

  it('whose structure is gone are empty, and whose folder is gone not reachable', async () => {
    const { home, machine } = await machineWithOllama()
    const bench = testLibrary({ machine })
    await bench.folders.add(join(home, '.ollama/models'))
    await settled(bench)
    await rm(join(home, '.ollama/models/manifests'), { recursive: true })
    await bench.folders.rescan()
    expect(bench.folders.state.value.folders).toMatchObject([{ isReachable: true, problem: null, modelCount: 1 }])
    await rm(join(home, '.ollama/models'), { recursive: true })
    await bench.folders.rescan()
    expect(bench.folders.state.value.folders).toMatchObject([{ isReachable: false }])
  })
})

it('a folder that cannot be listed says so', async () => {
  const bench = testLibrary()
  const mine = await makeTree(tempFolder(), { 'repo/manifests': 'a file, where Ollama has a folder' })
  bench.store.folders.save({ id: 'f', path: join(mine, 'repo'), kind: 'ollama', addedAtMs: 1, removedAtMs: null })
  await bench.folders.rescan()
  expect(bench.folders.state.value.folders).toMatchObject([
    { isReachable: true, problem: { code: 'FOLDER_UNREADABLE', params: { path: join(mine, 'repo') } } },
  ])
})

// The window waited for five hundred headers.
it('five hundred models of a warm database are listed at once, before a file is looked at', async () => {
  const store = tempStore()
  const first = testLibrary({ store })
  const model = await first.library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf')))
  const stored = store.models.get(model.id) ?? expect.unreachable('no model')
  for (let index = 1; index < 500; index += 1) {
    store.models.save({
      ...stored,
      id: `m${index}`,
      path: `/nowhere/${index}.gguf`,
      parts: [{ ...stored.parts[0], path: `/nowhere/${index}.gguf` }] as never,
    })
  }
  await first.close()
  const { library } = testLibrary({ store })
  expect(library.state.value.models).toHaveLength(500)
})

it('a folder that is removed while it is scanned stays removed', async () => {
  const bench = testLibrary()
  const mine = tempFolder()
  await mkdir(join(mine, 'many'))
  for (let index = 0; index < 20; index += 1) await writeTinyGguf(join(mine, 'many', `${index}.gguf`))
  const { id } = await bench.folders.add(mine)
  await bench.folders.remove(id)
  await settled(bench)
  expect(bench.folders.state.value.folders).toEqual([])
  expect(bench.library.state.value.models).toEqual([])
})

it('looks at the disk again when a download has ended, and not while it runs', async () => {
  const { folders } = testLibrary()
  const download = plainDownload()
  const downloads = new LiveValue<DownloadsState>({ downloads: [download] })
  folders.followDownloads(downloads)
  downloads.set({ downloads: [{ ...download, receivedBytes: 5 }] })
  expect(folders.state.value.disk).toBeNull()
  downloads.set({ downloads: [{ ...download, endedAtMs: 5 }] })
  await expect.poll(() => folders.state.value.disk).not.toBeNull()
})

import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foundAt } from '../../../../main/core/library/folders/found-model.ts'
import { tempFolder } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { tinyGguf, writeTinyGguf } from '../../../support/tiny-gguf.ts'

/** A library whose own folder is scanned, and the way to scan it again. */
async function scannedLibrary() {
  const bench = testLibrary()
  await bench.folders.start()
  const only = () => bench.library.state.value.models[0] ?? expect.unreachable('no model')
  return { ...bench, only, scan: () => bench.folders.rescan() }
}

describe('a broken file in a folder', () => {
  it('is listed with what is wrong, is not chosen or loaded, and recovers when it is replaced', async () => {
    const { library, folder, only, scan } = await scannedLibrary()
    const path = join(folder, 'model.gguf')
    await writeFile(path, tinyGguf().subarray(0, -100))
    await scan()
    const { id, problem } = only()
    expect(problem?.code).toBe('MODEL_FILE_TRUNCATED')
    expect(only()).toMatchObject({ quantization: 'unknown', isReachable: true, fit: { verdict: 'unknown' } })
    expect(library.chosenModelId()).toBeNull()
    expect(() => library.choose(id)).toThrow(
      expect.objectContaining({ code: 'MODEL_FILE_TRUNCATED', params: problem?.params }),
    )
    await expect(library.resolve(id)).rejects.toMatchObject({ code: 'MODEL_FILE_TRUNCATED' })
    library.annotate(id, { notes: 'fetch it again' })

    await writeFile(path, tinyGguf())
    await scan()
    expect(only()).toMatchObject({ id, problem: null, quantization: 'F16', hasNotes: true })
    library.choose(id)
    expect(library.chosenModelId()).toBe(id)
  })

  it('that was good before keeps what the user said of it', async () => {
    const { library, folder, only, scan } = await scannedLibrary()
    const path = await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    library.annotate(only().id, { name: 'Mine', tags: ['a'] })
    library.noteSha256(only().id, 'a'.repeat(64))
    const { id } = only()
    await writeFile(path, 'not a model any more')
    await scan()
    expect(only()).toMatchObject({
      id,
      name: 'Mine',
      tags: ['a'],
      sha256: null,
      problem: { code: 'MODEL_FILE_NOT_GGUF' },
    })
  })

  it('of an architecture that is not known says so, with all that its header tells', async () => {
    const { folder, only, scan } = await scannedLibrary()
    await writeTinyGguf(join(folder, 'model.gguf'), { architecture: 'from-the-future', layers: 3 })
    await scan()
    expect(only()).toMatchObject({
      architecture: 'from-the-future',
      layerCount: 3,
      problem: { code: 'MODEL_ARCHITECTURE_UNKNOWN', params: { architecture: 'from-the-future' } },
    })
  })
})

describe('a scan', () => {
  // Five hundred headers on a slow disk, at each start.
  it('reads no header again whose file is as it was', async () => {
    const { library, folder, store, only, scan } = await scannedLibrary()
    const path = await writeTinyGguf(join(folder, 'model.gguf'), { name: 'First' })
    await utimes(path, 1000, 1000)
    await scan()
    const other = tinyGguf({ name: 'Other' })
    expect(other).toHaveLength((await stat(path)).size)
    // In one step, since the folder is being watched.
    const aside = join(tempFolder(), 'other.gguf')
    await writeFile(aside, other)
    await utimes(aside, 1000, 1000)
    await rename(aside, path)
    await scan()
    expect(only().name).toBe('First')
    await utimes(path, 1, 1)
    await scan()
    expect(only().name).toBe('Other')
    expect(library.state.value.models).toHaveLength(1)
    expect(store.models.inFolder('own')).toHaveLength(1)
  })

  it('publishes nothing where nothing changed', async () => {
    const { library, folder, folders, scan } = await scannedLibrary()
    await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    const before = [library.state.value, folders.state.value.folders]
    let published = 0
    library.state.subscribe(() => {
      published += 1
    })
    await scan()
    expect(published).toBe(0)
    expect([library.state.value, folders.state.value.folders]).toEqual(before)
  })

  it('reads the header of a model from before anew, and keeps what was known', async () => {
    const { folder, store, only, scan } = await scannedLibrary()
    await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    const model = store.models.get(only().id) ?? expect.unreachable('no model')
    store.models.save({ ...model, header: null, folderId: null, sha256: 'a'.repeat(64), lastUsedAtMs: 5 })
    await scan()
    expect(store.models.get(model.id)).toEqual({ ...model, sha256: 'a'.repeat(64), lastUsedAtMs: 5 })
  })

  it('lists a split model as one, says what is missing of it, and takes it when all is there', async () => {
    const { folder, only, scan } = await scannedLibrary()
    const part = (number: number) => join(folder, `big-0000${number}-of-00002.gguf`)
    await writeFile(part(1), tinyGguf())
    await scan()
    expect(only().problem).toMatchObject({ code: 'MODEL_PARTS_MISSING', params: { count: 2, missing: 1 } })
  })
})

describe('a file that was moved', () => {
  it('keeps its id and all that was known of it', async () => {
    const { library, folder, only, scan } = await scannedLibrary()
    const path = await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    const { id } = only()
    library.annotate(id, { name: 'Mine', notes: 'kept', tags: ['a'], isFavourite: true })
    library.noteUsed(id)
    library.noteSha256(id, 'a'.repeat(64))
    await mkdir(join(folder, 'sub'))
    await rename(path, join(folder, 'sub', 'renamed.gguf'))
    await scan()
    expect(library.state.value.models).toMatchObject([
      {
        id,
        name: 'Mine',
        path: join(folder, 'sub', 'renamed.gguf'),
        tags: ['a'],
        isFavourite: true,
        lastUsedAtMs: expect.any(Number),
        sha256: 'a'.repeat(64),
        isReachable: true,
      },
    ])
  })

  it('and is still there too, is a copy, and another model', async () => {
    const { library, folder, scan } = await scannedLibrary()
    await utimes(await writeTinyGguf(join(folder, 'model.gguf')), 1000, 1000)
    await scan()
    await utimes(await writeTinyGguf(join(folder, 'copy.gguf')), 1000, 1000)
    await scan()
    expect(new Set(library.state.value.models.map(({ id }) => id)).size).toBe(2)
  })

  // Another program's copy has another time: only its content tells.
  it('is known by its content where its time changed on the way', async () => {
    const { library, folder, store, only, scan } = await scannedLibrary()
    const sha256 = 'a'.repeat(64)
    const path = await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    const { id } = only()
    library.annotate(id, { notes: 'kept' })
    library.noteSha256(id, sha256)
    library.choose(id)
    await rm(path)
    const elsewhere = await writeTinyGguf(join(folder, 'elsewhere.gguf'))
    await utimes(elsewhere, 5, 5)
    await scan()
    const other =
      library.state.value.models.find((model) => model.path === elsewhere) ?? expect.unreachable('not found')
    expect(other.id).not.toBe(id)
    library.noteSha256(other.id, sha256)
    await library.recheck()
    expect(library.state.value).toMatchObject({
      models: [{ id, path: elsewhere, hasNotes: true, isReachable: true, sha256 }],
      chosenModelId: id,
    })
    expect(store.models.get(other.id)).toBeNull()
  })

  it('and was used at its new place, stays a model by itself', async () => {
    const { library, folder, only, scan } = await scannedLibrary()
    const path = await writeTinyGguf(join(folder, 'model.gguf'))
    await scan()
    library.noteSha256(only().id, 'a'.repeat(64))
    await rm(path)
    await utimes(await writeTinyGguf(join(folder, 'elsewhere.gguf')), 5, 5)
    await scan()
    const other = library.state.value.models.find(({ fileName }) => fileName === 'elsewhere.gguf')
    library.noteUsed(other?.id ?? '')
    library.noteSha256(other?.id ?? '', 'a'.repeat(64))
    expect(library.state.value.models).toHaveLength(2)
  })

  it('of no model that is known is nothing', () => {
    const { library, store } = testLibrary()
    library.noteSha256('nobody', 'a'.repeat(64))
    expect(store.models.list()).toEqual([])
  })
})

describe('adopting a finished download', () => {
  it('lists it with its origin and its hash, in the folder that it lies in', async () => {
    const { library, folder, store, folders } = testLibrary()
    await folders.start()
    const source = { kind: 'hugging-face', name: 'someone/model', revision: 'r', fetchedAtMs: 5 } as const
    const sha256 = 'b'.repeat(64)
    const path = await writeTinyGguf(join(folder, 'fetched.gguf'))
    const model = await library.adopt(path, { source, sha256 })
    expect(model).toMatchObject({ sha256, folderId: 'own', isReachable: true, isStarter: false })
    expect(store.models.get(model.id)?.source).toEqual(source)
    expect(library.findBySha256(sha256)?.id).toBe(model.id)
    expect(library.findBySha256('c'.repeat(64))).toBeNull()
    // The scan that comes after it changes nothing of that.
    await folders.rescan()
    expect(store.models.get(model.id)).toMatchObject({ source, sha256 })
  })

  it('with a bad header is refused, and nothing is listed', async () => {
    const { library, folder } = testLibrary()
    const path = join(folder, 'fetched.gguf')
    await writeFile(path, 'not found')
    await expect(library.adopt(path, {})).rejects.toMatchObject({ code: 'MODEL_FILE_NOT_GGUF' })
    expect(library.state.value.models).toEqual([])
  })
})

it('a file that vanishes while the folder is scanned is passed over', async () => {
  const { library, store } = testLibrary()
  expect(await library.files.note(foundAt(join(tempFolder(), 'gone.gguf')), 'own')).toBe(false)
  expect(store.models.list()).toEqual([])
})

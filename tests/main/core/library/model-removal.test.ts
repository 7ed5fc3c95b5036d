import { existsSync } from 'node:fs'
import { mkdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { emptyMachine } from '../../../support/fake-trash.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { writeTinyGguf } from '../../../support/tiny-gguf.ts'

async function withModel(options: Parameters<typeof testLibrary>[0] = {}) {
  const bench = testLibrary(options)
  const path = await writeTinyGguf(join(tempFolder(), 'model.gguf'))
  const { id } = await bench.library.add(path)
  return { ...bench, path, id }
}

describe('moving a model to the trash', () => {
  it('hides it at once, and moves its file when the time to undo it is over', async () => {
    const { library, store, timer, trash, path, id } = await withModel()
    const { undoUntilMs } = await library.moveToTrash(id)
    expect(library.state.value).toMatchObject({ models: [], chosenModelId: null })
    expect(undoUntilMs - (store.models.get(id)?.removedAtMs ?? 0)).toBe(15_000)
    timer.advance(14_999)
    expect(trash.moved).toEqual([])
    timer.advance(1)
    await expect.poll(() => trash.moved).toEqual([path])
    await expect.poll(() => store.models.get(id)?.trash).toBe('done')
    expect(existsSync(path)).toBe(false)
  })

  it('can be undone, with all that was known of it', async () => {
    const { library, timer, trash, path, id } = await withModel()
    library.annotate(id, { notes: 'kept', isFavourite: true })
    await library.moveToTrash(id)
    expect(library.restore(id)).toMatchObject({ id, hasNotes: true, isFavourite: true })
    expect(library.chosenModelId()).toBe(id)
    timer.advance(60_000)
    await library.close()
    expect(trash.moved).toEqual([])
    expect(existsSync(path)).toBe(true)
  })

  it('is done when the app closes', async () => {
    const { library, trash, path, id } = await withModel()
    await library.moveToTrash(id)
    await library.close()
    expect(trash.moved).toEqual([path])
  })

  // Nobody was there to close anything: the file stayed, hidden for good.
  it('is done at the next start where the app was killed', async () => {
    const home = tempFolder()
    const { library, path, id } = await withModel({ store: tempStore(home) })
    await library.moveToTrash(id)
    const next = testLibrary({ store: tempStore(home) })
    next.library.start()
    await expect.poll(() => next.trash.moved).toEqual([path])
    await expect.poll(() => next.store.models.get(id)?.trash).toBe('done')
  })

  it('moves all parts of a split model, and what is gone already needs no move', async () => {
    const { library, store, trash, path, id } = await withModel()
    const second = await writeTinyGguf(join(tempFolder(), 'second.gguf'))
    const model = store.models.get(id) ?? expect.unreachable('no model')
    const part = (at: string) => ({ path: at, sizeBytes: 1, modifiedAtMs: 1 })
    store.models.save({ ...model, parts: [part(path), part(second), part(join(tempFolder(), 'gone.gguf'))] })
    await library.moveToTrash(id)
    await library.close()
    expect(trash.moved).toEqual([path, second])
    expect(store.models.get(id)?.trash).toBe('done')
  })

  it('that the system refuses brings the model back, and says why; it can still be used', async () => {
    const { library, timer, trash, path, id } = await withModel()
    trash.refusal = new Error('EBUSY')
    await library.moveToTrash(id)
    timer.advance(15_000)
    await expect
      .poll(() => library.state.value.models)
      .toMatchObject([{ id, problem: { code: 'TRASH_FAILED', params: { fileName: 'model.gguf' }, detail: 'EBUSY' } }])
    expect(existsSync(path)).toBe(true)
    library.choose(id)
    expect(await library.resolve(id)).toMatchObject({ id, problem: null })
  })

  // On Windows a file that is mapped stays where it is.
  it('takes it out of memory first, and not before the time to undo it is over', async () => {
    const { library, timer, trash, released, id } = await withModel()
    const move = trash.moveToTrash.bind(trash)
    trash.moveToTrash = async (path) => {
      expect(released).toEqual([id])
      await move(path)
    }
    await library.moveToTrash(id)
    expect(released).toEqual([])
    timer.advance(15_000)
    await expect.poll(() => trash.moved).toHaveLength(1)
  })

  // The disk was full, and the app ended over a deletion that was to make room.
  it('that cannot even be noted is made good at the next start', async () => {
    const home = tempFolder()
    const { library, store, timer, trash, id } = await withModel({ store: tempStore(home) })
    await library.moveToTrash(id)
    vi.spyOn(store.models, 'save').mockImplementation(() => {
      throw new Fault('DISK_FULL')
    })
    timer.advance(15_000)
    await expect.poll(() => trash.moved).toHaveLength(1)
    await library.close()
    const next = testLibrary({ store: tempStore(home) })
    next.library.start()
    await expect.poll(() => next.store.models.get(id)?.trash).toBe('done')
  })

  it("of a model in another program's folder is refused, listed there or not", async () => {
    const home = tempFolder()
    const foreign = join(home, '.lmstudio/models/someone/model')
    await mkdir(foreign, { recursive: true })
    const { library, folders, trash } = testLibrary({ machine: { platform: 'darwin', home, environment: {} } })
    const { id } = await library.add(await writeTinyGguf(join(foreign, 'model.gguf')))
    await expect(library.moveToTrash(id)).rejects.toMatchObject({ code: 'MODEL_NOT_DELETABLE' })
    await folders.add(join(home, '.lmstudio/models'))
    await expect.poll(() => library.state.value.models[0]?.folderId).toBeTruthy()
    await expect(library.moveToTrash(id)).rejects.toMatchObject({ code: 'MODEL_NOT_DELETABLE' })
    await library.close()
    expect(trash.moved).toEqual([])
  })

  // The bug: the file lay in Wattle's own folder by its path, and in LM Studio's by where the link leads.
  it("of a model in another program's folder is refused where a link leads to it", async () => {
    const home = tempFolder()
    const theirs = join(home, '.lmstudio', 'models')
    await mkdir(join(theirs, 'maker', 'model'), { recursive: true })
    await writeTinyGguf(join(theirs, 'maker', 'model', 'model.gguf'))
    const { library, folders, folder } = testLibrary({ machine: emptyMachine(home) })
    await symlink(theirs, join(folder, 'linked'))
    await symlink(join(theirs, 'maker', 'model', 'model.gguf'), join(folder, 'single.gguf'))
    await folders.start()
    const idOf = (fileName: string) => {
      const found = library.state.value.models.find((model) => model.fileName === fileName)
      return found?.id ?? expect.unreachable(fileName)
    }
    await expect(library.moveToTrash(idOf('model.gguf'))).rejects.toMatchObject({ code: 'MODEL_NOT_DELETABLE' })
    // Of a link to one file, the link goes.
    await expect(library.moveToTrash(idOf('single.gguf'))).resolves.toHaveProperty('undoUntilMs')
  })

  it('of one that is not there, or is on its way already, is refused', async () => {
    const { library, id } = await withModel()
    await library.moveToTrash(id)
    await expect(library.moveToTrash(id)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    await expect(library.moveToTrash('nobody')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    expect(() => library.restore('nobody')).toThrow(expect.objectContaining({ code: 'MODEL_NOT_FOUND' }))
  })

  it('is undone by adding the file again', async () => {
    const { library, timer, trash, path, id } = await withModel()
    await library.moveToTrash(id)
    expect((await library.add(path)).id).toBe(id)
    timer.advance(15_000)
    await library.close()
    expect(trash.moved).toEqual([])
  })
})

// Who takes a file out of the system's trash wants it back.
it('a file that is out of the trash again is listed, with all that was known of it', async () => {
  const { library, folders, folder, store, timer, trash, start } = testLibrary()
  const path = await writeTinyGguf(join(folder, 'mine.gguf'))
  start()
  await library.ready()
  const id = library.state.value.models[0]?.id ?? expect.unreachable('no model')
  library.annotate(id, { notes: 'kept' })
  await library.moveToTrash(id)
  await folders.rescan()
  expect(library.state.value.models).toEqual([])
  timer.advance(15_000)
  await expect.poll(() => store.models.get(id)?.trash).toBe('done')
  await rename(join(trash.folder, 'mine.gguf'), path)
  await folders.rescan()
  expect(library.state.value.models).toMatchObject([{ id, hasNotes: true, isReachable: true }])
})

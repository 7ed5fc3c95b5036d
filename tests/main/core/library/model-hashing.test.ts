import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { LeaseHolder } from '../../../../main/core/lab/machine-lease.ts'
import { ContentHasher } from '../../../../main/core/library/content-hash/content-hasher.ts'
import { pauseHashing } from '../../../../main/core/library/hash-pauses.ts'
import { ModelHashing } from '../../../../main/core/library/model-hashing.ts'
import { LiveValue } from '../../../../main/core/live-value.ts'
import type { DownloadsState } from '../../../../preload/contract/downloads.ts'
import { hashChild } from '../../../support/hash-child.ts'
import { plainDownload } from '../../../support/make-download.ts'
import { makeEngine } from '../../../support/make-engine.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { testLibrary } from '../../../support/test-library.ts'
import { tinyGguf, writeTinyGguf } from '../../../support/tiny-gguf.ts'

describe('hashing in the background', () => {
  it('begins when the start is over, with each model whose hash is not known and whose file can be read', async () => {
    const { library, hasher, timer } = testLibrary()
    const folder = tempFolder()
    const add = async (name: string) => (await library.add(await writeTinyGguf(join(folder, `${name}.gguf`)))).id
    const [missing, known, gone] = [await add('missing'), await add('known'), await add('gone')]
    library.noteSha256(known, 'a'.repeat(64))
    await rm(join(folder, 'gone.gguf'))
    library.start()
    await library.recheck()
    expect(hasher.waiting).toEqual([])
    timer.advance(10_000)
    expect(hasher.waiting).toEqual([
      {
        modelId: missing,
        path: join(folder, 'missing.gguf'),
        sizeBytes: tinyGguf().length,
        modifiedAtMs: expect.any(Number),
      },
    ])
    const later = await add('later')
    await library.recheck()
    expect(hasher.waiting.map(({ modelId }) => modelId)).toEqual([missing, later])
    expect(gone).not.toBe(missing)
  })

  it('of one that is asked for goes before the others, and of one that was removed ends', async () => {
    const { library, hasher, timer } = testLibrary()
    const folder = tempFolder()
    const add = async (name: string) => (await library.add(await writeTinyGguf(join(folder, `${name}.gguf`)))).id
    const ids = [await add('a'), await add('b'), await add('c')]
    library.start()
    await library.recheck()
    timer.advance(10_000)
    library.hash(ids[1] ?? '')
    expect(hasher.waiting[0]?.modelId).toBe(ids[1])
    library.remove(ids[1] ?? '')
    expect(hasher.waiting.map(({ modelId }) => modelId)).not.toContain(ids[1])
    expect(() => library.hash('nobody')).toThrow(expect.objectContaining({ code: 'MODEL_NOT_FOUND' }))
  })

  it('does not begin where the app closes first', async () => {
    const { library, hasher, timer } = testLibrary()
    await library.add(await writeTinyGguf(join(tempFolder(), 'a.gguf')))
    library.start()
    await library.recheck()
    await library.close()
    timer.advance(10_000)
    expect(hasher.waiting).toEqual([])
  })

  it('is shown with the folders', () => {
    const { folders, hasher } = testLibrary()
    hasher.state.set({ modelId: 'm', progress: 0.5, waiting: 2 })
    expect(folders.state.value.hashing).toEqual({ modelId: 'm', progress: 0.5, waiting: 2 })
    hasher.state.set(null)
    expect(folders.state.value.hashing).toBeNull()
  })

  it('of a split model is that of its first part', async () => {
    const { library, store } = testLibrary()
    const { id } = await library.add(await writeTinyGguf(join(tempFolder(), 'a.gguf')))
    const model = store.models.get(id) ?? expect.unreachable('no model')
    const waiting: unknown[] = []
    const hashing = new ModelHashing({
      repository: store.models,
      hasher: { enqueue: (request) => waiting.push(request), drop: () => undefined },
      reachable: () => new Set(),
    })
    hashing.hashNow({
      ...model,
      sizeBytes: 30,
      parts: [
        { path: '/1', sizeBytes: 10, modifiedAtMs: 5 },
        { path: '/2', sizeBytes: 20, modifiedAtMs: 6 },
      ],
    })
    expect(waiting).toEqual([{ modelId: id, path: model.path, sizeBytes: 10, modifiedAtMs: 5 }])
  })

  it('ends in the library, by the real process', async () => {
    const { library } = testLibrary()
    const { id, path, sizeBytes } = await library.add(await writeTinyGguf(join(tempFolder(), 'a.gguf')))
    const hasher = new ContentHasher({
      hashChildPath: hashChild,
      memory: tempStore().settings,
      onHashed: (modelId, sha256) => library.noteSha256(modelId, sha256),
    })
    onTestFinished(() => hasher.close())
    const { modifiedAtMs } = await library.resolve(id)
    hasher.enqueue({ modelId: id, path, sizeBytes, modifiedAtMs })
    const expected = createHash('sha256').update(tinyGguf()).digest('hex')
    await expect.poll(() => library.state.value.models[0]?.sha256, { timeout: 20_000 }).toBe(expected)
  })
})

describe('hashing gives way', () => {
  it('to answers, to downloads and to the lab, until all are done', () => {
    const engine = new LiveValue(makeEngine())
    const downloads = new LiveValue<DownloadsState>({ downloads: [] })
    const lab = new LiveValue<LeaseHolder | null>(null)
    const calls: string[] = []
    pauseHashing({
      hasher: { pause: (reason) => calls.push(`pause ${reason}`), resume: (reason) => calls.push(`resume ${reason}`) },
      engine,
      downloads,
      lab,
    })
    for (const phase of ['starting', 'loading', 'generating', 'ready', 'crashed'] as const)
      engine.set(makeEngine({ phase }))
    expect(calls.splice(0)).toEqual(['pause answer', 'pause answer', 'pause answer', 'resume answer', 'resume answer'])
    for (const state of ['queued', 'running', 'verifying', 'paused', 'done'] as const) {
      downloads.set({ downloads: [plainDownload({ state })] })
    }
    expect(calls.splice(0)).toEqual([
      'resume download',
      'pause download',
      'pause download',
      'resume download',
      'resume download',
    ])
    lab.set({ kind: 'run', name: 'a ladder', locksChat: true })
    lab.set(null)
    expect(calls).toEqual(['pause lab', 'resume lab'])
  })
})

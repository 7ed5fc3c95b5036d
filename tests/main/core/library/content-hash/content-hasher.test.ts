import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { ContentHasher, type HashingState } from '../../../../../main/core/library/content-hash/content-hasher.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

const hashChildPath = resolve(import.meta.dirname, '../../../../../main/core/library/content-hash/hash-child.ts')
const mebibyte = 1024 * 1024
const wholeSeconds = 1_700_000_000

/** A file of random bytes, with what is asked of the hasher for it. */
function makeFile(folder: string, modelId: string, sizeBytes: number) {
  const path = join(folder, `${modelId}.gguf`)
  writeFileSync(path, randomBytes(sizeBytes))
  return { request: requestOf(modelId, path), sha256: sha256Of(path) }
}

function requestOf(modelId: string, path: string) {
  const stats = statSync(path)
  return { modelId, path, sizeBytes: stats.size, modifiedAtMs: Math.trunc(stats.mtimeMs) }
}

const sha256Of = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

function makeHasher(memory = new Map<string, string>(), childPath = hashChildPath) {
  const hashed = new Map<string, string>()
  const hasher = new ContentHasher({
    hashChildPath: childPath,
    memory: {
      recall: (key) => memory.get(key) ?? null,
      remember: (key, value) => void (value === null ? memory.delete(key) : memory.set(key, value)),
    },
    onHashed: (modelId, sha256) => hashed.set(modelId, sha256),
    // A file of sixteen takes a second: time to do something meanwhile, on a busy machine too.
    bytesPerSecond: 16 * mebibyte,
    reportBytes: mebibyte,
    checkpointBytes: 2 * mebibyte,
  })
  onTestFinished(() => hasher.close())
  return { hasher, hashed, memory }
}

/** Resolves with the first state, the present one included, that is as wanted. */
function whenState(hasher: ContentHasher, isWanted: (state: HashingState) => boolean): Promise<HashingState> {
  if (isWanted(hasher.state.value)) return Promise.resolve(hasher.state.value)
  const { promise, resolve } = Promise.withResolvers<HashingState>()
  const stop = hasher.state.subscribe((state) => isWanted(state) && resolve(state))
  return promise.finally(stop)
}
const whenDone = (hasher: ContentHasher) => whenState(hasher, (state) => state === null)
const whenPast = (hasher: ContentHasher, progress: number) =>
  whenState(hasher, (state) => state !== null && state.progress > progress)

it('hashes files one after the other, and says how far it is', async () => {
  const folder = tempFolder()
  const files = [3 * mebibyte + 17, 1, 0].map((size, index) => makeFile(folder, `model-${index}`, size))
  const { hasher, hashed, memory } = makeHasher()
  const seen: HashingState[] = []
  hasher.state.subscribe((state) => seen.push(state))
  for (const { request } of files) hasher.enqueue(request)
  expect(hasher.state.value).toEqual({ modelId: 'model-0', progress: 0, waiting: 2 })
  await whenDone(hasher)
  expect([...hashed]).toEqual(files.map(({ request, sha256 }) => [request.modelId, sha256]))
  expect(seen.some((state) => state?.modelId === 'model-0' && state.progress > 0.3)).toBe(true)
  expect(memory.size).toBe(0)
})

// One hash that could not be kept was the last one of this run, and ended the app.
it('goes on with the next file where nobody could keep the hash of one', async () => {
  const folder = tempFolder()
  const files = ['first', 'second'].map((modelId) => makeFile(folder, modelId, 1000))
  const { hasher, hashed } = makeHasher()
  hashed.set = (modelId, sha256) => {
    if (modelId === 'first') throw new Fault('DISK_FULL')
    return Map.prototype.set.call(hashed, modelId, sha256)
  }
  for (const { request } of files) hasher.enqueue(request)
  await whenDone(hasher)
  expect([...hashed.keys()]).toEqual(['second'])
})

// A file of 40 GB that begins anew at each start of the app is never done.
it('goes on from its last checkpoint after a kill, without reading again what was hashed', async () => {
  const { request, sha256 } = makeFile(tempFolder(), 'model', 16 * mebibyte)
  utimesSync(request.path, wholeSeconds, wholeSeconds)
  request.modifiedAtMs = wholeSeconds * 1000
  const killed = makeHasher()
  killed.hasher.enqueue(request)
  await whenPast(killed.hasher, 0.3)
  // What a kill at this moment would leave.
  const left = new Map(killed.memory)
  await killed.hasher.close()
  expect(killed.hashed.size).toBe(0)

  // Only who begins at the start sees this. A time of whole seconds is set as it was, on every system.
  const content = readFileSync(request.path)
  content.write('other')
  writeFileSync(request.path, content)
  utimesSync(request.path, wholeSeconds, wholeSeconds)
  const again = makeHasher(left)
  again.hasher.enqueue(requestOf('model', request.path))
  expect(again.hasher.state.value?.progress).toBeGreaterThan(0.2)
  await whenDone(again.hasher)
  expect(again.hashed.get('model')).toBe(sha256)
  expect(again.memory.size).toBe(0)
})

it('keeps how far it is when it is closed, and tells nothing more', async () => {
  const { request } = makeFile(tempFolder(), 'model', 16 * mebibyte)
  const { hasher, memory } = makeHasher()
  hasher.enqueue(request)
  await whenPast(hasher, 0.1)
  await hasher.close()
  expect(memory.get('hashCheckpoints')).toContain('"hashedBytes"')
  hasher.enqueue(request)
  expect(hasher.state.value).toBeNull()
})

// The clock is another hasher that does the same work from start to end.
it('waits while it is paused, for as many reasons as there are', async () => {
  const folder = tempFolder()
  const paused = makeFile(folder, 'paused', 16 * mebibyte)
  const other = makeFile(folder, 'other', 16 * mebibyte)
  const { hasher, hashed } = makeHasher()
  hasher.pause('answer')
  hasher.enqueue(paused.request)
  expect(hasher.state.value).toEqual({ modelId: 'paused', progress: 0, waiting: 0 })
  hasher.resume('answer')
  await whenPast(hasher, 0)
  hasher.pause('answer')
  hasher.pause('download')
  hasher.resume('answer')
  const clock = makeHasher()
  clock.hasher.enqueue(other.request)
  await whenDone(clock.hasher)
  expect(clock.hashed.get('other')).toBe(other.sha256)
  expect(hashed.size).toBe(0)
  hasher.resume('download')
  await whenDone(hasher)
  expect(hashed.get('paused')).toBe(paused.sha256)
})

// A hash of half the old file and half the new one belongs to no file.
it('drops a file that changes while it is hashed, and one that is not what was asked for', async () => {
  const folder = tempFolder()
  const { request } = makeFile(folder, 'changing', 16 * mebibyte)
  const other = makeFile(folder, 'other', 10)
  const { hasher, hashed, memory } = makeHasher()
  hasher.enqueue(request)
  await whenPast(hasher, 0)
  appendFileSync(request.path, 'more')
  hasher.enqueue({ ...other.request, sizeBytes: 11 })
  await whenDone(hasher)
  expect(hashed.size).toBe(0)
  expect(memory.size).toBe(0)
})

it('lets one that is wanted now go first, and goes on with the other where it was', async () => {
  const folder = tempFolder()
  const long = makeFile(folder, 'long', 16 * mebibyte)
  const waiting = makeFile(folder, 'waiting', 10)
  const wanted = makeFile(folder, 'wanted', 10)
  const { hasher, hashed } = makeHasher()
  hasher.enqueue(long.request)
  hasher.enqueue(waiting.request)
  await whenPast(hasher, 0.3)
  hasher.enqueue(wanted.request, { first: true })
  expect(hasher.state.value).toEqual({ modelId: 'wanted', progress: 0, waiting: 2 })
  const after = await whenState(hasher, (state) => state?.modelId === 'long')
  expect(after?.progress).toBeGreaterThan(0.3)
  await whenDone(hasher)
  expect([...hashed]).toEqual([wanted, long, waiting].map(({ request, sha256 }) => [request.modelId, sha256]))
})

it('knows a file that is asked for twice, and begins anew with one that changed', async () => {
  const folder = tempFolder()
  const { request } = makeFile(folder, 'model', 16 * mebibyte)
  const { hasher, hashed } = makeHasher()
  hasher.enqueue(request)
  hasher.enqueue(request, { first: true })
  await whenPast(hasher, 0.3)
  hasher.enqueue(request)
  expect(hasher.state.value?.progress).toBeGreaterThan(0.3)
  expect(hasher.state.value?.waiting).toBe(0)
  writeFileSync(request.path, randomBytes(5))
  hasher.enqueue(requestOf('model', request.path))
  expect(hasher.state.value).toEqual({ modelId: 'model', progress: 0, waiting: 0 })
  await whenDone(hasher)
  expect(hashed.get('model')).toBe(sha256Of(request.path))
})

it('forgets a model that is dropped, waiting or at work', async () => {
  const folder = tempFolder()
  const [one, two, three] = ['one', 'two', 'three'].map((id) => makeFile(folder, id, 4 * mebibyte))
  expect.assert(one && two && three)
  const { hasher, hashed } = makeHasher()
  for (const { request } of [one, two, three]) hasher.enqueue(request)
  hasher.drop('two')
  hasher.drop('one')
  expect(hasher.state.value).toEqual({ modelId: 'three', progress: 0, waiting: 0 })
  await whenDone(hasher)
  expect([...hashed.keys()]).toEqual(['three'])
})

it('goes on to the next file where one is missing, or its process crashes', async () => {
  const folder = tempFolder()
  const missing = makeFile(folder, 'missing', 10)
  const good = makeFile(folder, 'good', 10)
  const { hasher, hashed } = makeHasher()
  hasher.enqueue({ ...missing.request, path: join(folder, 'nowhere.gguf') })
  hasher.enqueue(good.request)
  await whenDone(hasher)
  expect([...hashed.keys()]).toEqual(['good'])

  const crashing = join(folder, 'crash.mjs')
  writeFileSync(crashing, 'process.send("what?"); process.exit(1)')
  const broken = makeHasher(new Map(), crashing)
  broken.hasher.enqueue(good.request)
  await whenDone(broken.hasher)
  expect(broken.hashed.size).toBe(0)
})

// A state that hash-wasm does not take made each attempt fail in the same way, for ever.
it('does not believe a broken checkpoint twice', async () => {
  const { request, sha256 } = makeFile(tempFolder(), 'model', 3 * mebibyte)
  const { path, sizeBytes, modifiedAtMs } = request
  const kept = JSON.stringify([{ path, sizeBytes, modifiedAtMs, hashedBytes: mebibyte, state: 'AAAA' }])
  const { hasher, hashed } = makeHasher(new Map([['hashCheckpoints', kept]]))
  hasher.enqueue(request)
  await whenDone(hasher)
  expect(hashed.size).toBe(0)
  hasher.enqueue(request)
  await whenDone(hasher)
  expect(hashed.get('model')).toBe(sha256)
})

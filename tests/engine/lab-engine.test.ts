import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import { EngineLogFile } from '../../main/engine/host/engine-log-file.ts'
import { ForkedLabEngine } from '../../main/engine/host/forked-lab-engine.ts'
import type { LabParameters } from '../../preload/contract/lab/plan.ts'
import { makeBadModelFiles } from '../support/bad-model-files.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const childPath = resolve(import.meta.dirname, '../../main/engine/lab/index.ts')
const never = new AbortController().signal
/** With two threads on a busy machine each token waits for llama.cpp's threads to meet. */
const oneThread: LabParameters = {
  batchTokens: 512,
  microBatchTokens: 128,
  threads: 1,
  gpuLayers: null,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  flashAttention: 'auto',
}
/** Longer than anybody waits. */
const endless = { promptTokens: 0, generatedTokens: 60_000, depthTokens: 0 }
const short = { promptTokens: 8, generatedTokens: 2, depthTokens: 0 }

let folder = ''
let starter = ''
let tiny = ''
let log: EngineLogFile
let engine: ForkedLabEngine

const load = (path: string, change: Partial<LabParameters> = {}) =>
  engine.load(
    { path, backend: 'cpu', parameters: { ...oneThread, ...change } },
    { signal: never, onProgress: () => undefined },
  )
const speed = (test: typeof short, signal = never) => engine.speed(test, { seed: 1, signal })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-lab-engine-'))
  starter = await starterModelPath()
  tiny = await writeTinyGguf(join(folder, 'tiny.gguf'))
  log = new EngineLogFile(folder)
  engine = new ForkedLabEngine({ childPath, log })
})
beforeEach(() => engine.close())
afterAll(async () => {
  await engine.close()
  await log.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a loaded model', () => {
  it('is told of as llama-bench tells of it, with its progress', async () => {
    const shown: number[] = []
    const loaded = await engine.load(
      { path: starter, backend: 'cpu', parameters: { ...oneThread, threads: null } },
      { signal: never, onProgress: (progress) => shown.push(progress) },
    )
    // As llama-bench prints the starter; `npm run bench:lab` holds all of it against llama-bench itself.
    expect(loaded).toMatchObject({
      description: 'llama 256M Q4_1',
      tensorBytes: 96_576_768,
      parameterCount: 134_515_008,
      build: { commit: expect.stringMatching(/^[0-9a-f]{7,}$/), number: expect.any(Number), backends: 'CPU' },
    })
    expect(loaded.build.cpuInfo).not.toBe('')
    expect(loaded.parameters.threads).toBeGreaterThan(0)
    expect(loaded.parameters.gpuLayers).toBe(0)
    expect(loaded.vocabularySize).toBe(49_152)
    expect(loaded.tokenizerHash).toMatch(/^[0-9a-f]{64}$/)
    expect(shown).toEqual(shown.toSorted((a, b) => a - b))
    expect(shown.at(-1)).toBe(1)
  })

  it('is measured: what it takes in memory, and each kind of test', async () => {
    const { tensorBytes } = await load(starter)
    const before = monotonicNowMs()
    const prompt = await speed({ promptTokens: 130, generatedTokens: 0, depthTokens: 0 })
    const answer = await speed({ promptTokens: 0, generatedTokens: 4, depthTokens: 16 })
    const both = { promptTokens: 16, generatedTokens: 4, depthTokens: 0 }
    await engine.warmUp(both, never)
    const together = await speed(both)
    const after = monotonicNowMs()
    expect(prompt).toMatchObject({ generationNs: 0, durationNs: prompt.promptNs })
    expect(answer).toMatchObject({ promptNs: 0, durationNs: answer.generationNs })
    expect(together.durationNs).toBe(together.promptNs + together.generationNs)
    const times = [
      before,
      prompt.fromMs,
      prompt.toMs,
      answer.fromMs,
      answer.toMs,
      together.fromMs,
      together.toMs,
      after,
    ]
    expect(times).toEqual(times.toSorted((a, b) => a - b))

    const memory = await engine.memory()
    expect(memory.vramBytes).toBeNull()
    expect(memory.residentBytes).toBeGreaterThan(tensorBytes / 2)
    expect(memory.peakResidentBytes).toBeGreaterThanOrEqual(memory.residentBytes)
    expect(memory.peakResidentBytes).toBeLessThan(tensorBytes * 2 + 300e6)
  })

  it('has a tokenizer of its own, whatever its weights', async () => {
    const other = await writeTinyGguf(join(folder, 'other.gguf'), { seed: 2, format: 'F32' })
    const [first, second, third] = [await load(tiny), await load(other), await load(starter)]
    expect(second.tokenizerHash).toBe(first.tokenizerHash)
    expect(third.tokenizerHash).not.toBe(first.tokenizerHash)
  })
})

describe('what cannot be', () => {
  it('is refused, in llama.cpp’s words, and the next load works', async () => {
    await expect(load(tiny, { kvTypeV: 'q8_0', flashAttention: 'off' })).rejects.toMatchObject({
      code: 'LAB_PARAMETERS_REFUSED',
      params: { label: 'tiny.gguf' },
      detail: expect.stringContaining('V cache'),
    })
    await expect(load(starter, { kvTypeV: 'q8_0', flashAttention: 'on' })).resolves.toMatchObject({
      parameters: { kvTypeV: 'q8_0', flashAttention: 'on', threads: 1 },
    })
  })

  it.each([
    ['missing.gguf', 'MODEL_FILE_MISSING'],
    ['.', 'MODEL_FILE_IS_A_FOLDER'],
  ])('is a file that is not there: %s', async (name, code) => {
    await expect(load(join(folder, name))).rejects.toMatchObject({ code })
  })

  it('is a file that is no model', { timeout: 120_000 }, async () => {
    const files = await makeBadModelFiles(folder)
    const kinds = new Map(files.map((file) => [file.codes.join(), file]))
    expect(kinds.size).toBeGreaterThan(3)
    for (const { path, label, codes } of kinds.values()) {
      const error: unknown = await load(path).catch((reason: unknown) => reason)
      expect([...codes], label).toContain(error instanceof Error && 'code' in error ? error.code : 'LOADED')
    }
  })

  it('is a backend that this machine lacks', async () => {
    const parameters = oneThread
    const options = { signal: never, onProgress: () => undefined }
    await expect(engine.load({ path: tiny, backend: 'metal', parameters }, options)).rejects.toMatchObject({
      code: 'ENGINE_NOT_STARTED',
      params: { backend: 'metal' },
    })
  })

  it('is anything without a model', async () => {
    await expect(speed(short)).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
    await expect(engine.memory()).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
  })
})

describe('an abort', () => {
  it('ends a test between two tokens, and the model stays', async () => {
    await load(tiny)
    const { pid } = engine
    const abort = new AbortController()
    const reason = new Error('stopped')
    const work = speed(endless, abort.signal)
    setTimeout(() => abort.abort(reason), 300)
    await expect(work).rejects.toBe(reason)
    expect((await speed(short)).durationNs).toBeGreaterThan(0)
    expect(engine.pid).toBe(pid)
  })

  it('ends the process where llama.cpp does not let go, and the next load begins another', async () => {
    const impatient = new ForkedLabEngine({ childPath, log, abortDeadlineMs: 50 })
    const parameters = { ...oneThread, batchTokens: 8192, microBatchTokens: 8192 }
    const options = { signal: never, onProgress: () => undefined }
    await impatient.load({ path: starter, backend: 'cpu', parameters }, options)
    const abort = new AbortController()
    const reason = new Error('stopped')
    // One call of llama.cpp's, of many seconds.
    const work = impatient.speed(
      { promptTokens: 8192, generatedTokens: 0, depthTokens: 0 },
      { seed: 1, signal: abort.signal },
    )
    setTimeout(() => abort.abort(reason), 500)
    await expect(work).rejects.toBe(reason)
    expect(impatient.pid).toBeNull()
    await impatient.load({ path: tiny, backend: 'cpu', parameters }, options)
    expect(impatient.pid).not.toBeNull()
    await impatient.close()
    expect(impatient.pid).toBeNull()
  })

  it('ends a load', async () => {
    const abort = new AbortController()
    const reason = new Error('stopped')
    const work = engine.load(
      { path: starter, backend: 'cpu', parameters: oneThread },
      { signal: abort.signal, onProgress: () => abort.abort(reason) },
    )
    await expect(work).rejects.toBe(reason)
    await expect(load(tiny)).resolves.toMatchObject({ tensorBytes: expect.any(Number) })
  })
})

describe('the end of the process', () => {
  it('in the midst of a test fails it with the last that was logged, and the next load works', async () => {
    await load(tiny)
    const work = speed(endless)
    setTimeout(() => process.kill(engine.pid ?? 0, 'SIGKILL'), 300)
    await expect(work).rejects.toMatchObject({
      code: 'ENGINE_CRASHED',
      params: { signal: 'SIGKILL' },
      detail: expect.stringContaining('llama'),
    })
    expect(engine.pid).toBeNull()
    await load(tiny)
    expect((await speed(short)).durationNs).toBeGreaterThan(0)
  })

  it('comes with close, also in the midst of a test', async () => {
    await load(tiny)
    const { pid } = engine
    const work = speed(endless).catch((error: unknown) => error)
    await engine.close()
    expect(await work).toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(() => process.kill(pid ?? 0, 0)).toThrow()
  })
})

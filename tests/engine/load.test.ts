import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextCapTokens, defaultLoadOptions } from '#contract/engine.ts'
import { openRealEngine, question } from '../support/real-engine.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const engine = openRealEngine()
const one = { threads: 1 }
let folder = ''
let tiny = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-load-'))
  tiny = await writeTinyGguf(join(folder, 'tiny.gguf'))
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a load', () => {
  it('tells its progress, never backwards, and what was decided', async () => {
    const progress: number[] = []
    const loaded = await engine.load(tiny, one, (share) => progress.push(share))
    expect(progress.length).toBeGreaterThan(1)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.every((share) => share >= 0 && share <= 1)).toBe(true)
    expect(loaded).toMatchObject({
      backend: 'cpu',
      gpuLayers: 0,
      contextTokens: 2048,
      trainedContextTokens: 2048,
      threads: 1,
      kvTypeK: 'f16',
      kvTypeV: 'f16',
      fallback: null,
    })
    expect(loaded.loadMs).toBeGreaterThan(0)
    expect(loaded.engineBuild).toMatch(/^llama\.cpp v\S+, node-llama-cpp \d/)
  })

  it('caps the context of a model that was trained on more', async () => {
    const long = await writeTinyGguf(join(folder, 'long.gguf'), { contextTokens: 131_072 })
    expect((await engine.load(long, one)).contextTokens).toBe(contextCapTokens)
    expect((await engine.load(long, { ...one, contextTokens: 16_384 })).contextTokens).toBe(16_384)
  })

  it('gives no more context than the model was trained for', async () => {
    expect((await engine.load(tiny, { ...one, contextTokens: 65_536 })).contextTokens).toBe(2048)
  })

  // The settings allow 256 threads: on two processors such a load did not end, and the load at each start began it again.
  it('takes no more threads than there are processors', async () => {
    expect((await engine.load(tiny, { threads: 256 })).threads).toBe(availableParallelism())
  })

  it('takes quantized KV caches, and keeps V at f16 without flash attention', async () => {
    const quantized = { ...one, kvTypeK: 'q8_0', kvTypeV: 'q8_0' } as const
    // Quantized rows come in blocks of 32: a head of this model has as many elements.
    const wide = await writeTinyGguf(join(folder, 'wide.gguf'), { embedding: 128 })
    expect(await engine.load(wide, quantized)).toMatchObject({ kvTypeK: 'q8_0', kvTypeV: 'q8_0', flashAttention: true })
    const plain = await engine.load(wide, { ...quantized, flashAttention: 'off' })
    expect(plain).toMatchObject({ kvTypeK: 'q8_0', kvTypeV: 'f16', flashAttention: false })
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 3 } })).figures.decodeTokens).toBe(3)
  })

  it('falls back to the CPU where the GPU backend cannot be had, and says why', async () => {
    // The machines that run this have no Metal and CUDA at once.
    const backend = process.platform === 'darwin' ? 'cuda' : 'metal'
    const loaded = await engine.load(tiny, { ...one, backend })
    expect(loaded.backend).toBe('cpu')
    expect(loaded.fallback).toMatchObject({ requested: backend, used: 'cpu' })
    expect(loaded.fallback?.reason).toBeTruthy()
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 2 } })).figures.decodeTokens).toBe(2)
  })

  it('can be given up, and the next one works', async () => {
    const abort = new AbortController()
    const request = { modelId: 'm', name: 'm', quantization: 'F16', path: tiny }
    const load = engine.link.load(
      { ...request, options: { ...defaultLoadOptions, ...one, backend: 'cpu' } },
      { signal: abort.signal, onProgress: () => abort.abort() },
    )
    await expect(load).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
    expect((await engine.load(tiny, one)).contextTokens).toBe(2048)
  })

  it('answers a model without a chat template by plain titles', async () => {
    const plain = await writeTinyGguf(join(folder, 'plain.gguf'), { chatTemplate: null })
    await engine.load(plain, one)
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 4 } })).figures.decodeTokens).toBe(4)
  })

  it('survives a chat template that does not render', async () => {
    const broken = await writeTinyGguf(join(folder, 'broken.gguf'), { chatTemplate: '{% for x in %}{{ boom(' })
    await engine.load(broken, one)
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 4 } })).figures.decodeTokens).toBe(4)
  })
})

describe('the process', () => {
  it('is gone after an unload, and its log is in the file', async () => {
    await engine.load(tiny, one)
    const { pid } = engine.link
    expect(pid).not.toBeNull()
    await engine.link.unload()
    expect(engine.link.pid).toBeNull()
    await expect(engine.ask([question('Hello')])).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
    const log = () => readFile(join(engine.logFolder, 'engine.log'), 'utf8')
    // The file is written behind the events.
    await expect.poll(log).toContain(`engine process ${pid} ended: exit code 0`)
    expect(await log()).toContain('llama_model_loader')
    expect(engine.log.lastLines(3)).toHaveLength(3)
  })

  it('does not grow from load to load', { timeout: 120_000 }, async () => {
    const residentBytes: number[] = []
    for (let count = 0; count < 8; count++) {
      await engine.load(tiny, one)
      residentBytes.push((await engine.link.status())?.residentBytes ?? 0)
    }
    const [, , early = 0] = residentBytes
    expect((residentBytes.at(-1) ?? 0) - early).toBeLessThan(30_000_000)
  })

  it('refuses to start after the link was closed', async () => {
    const other = openRealEngine()
    await other.close()
    await expect(other.load(tiny, one)).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })
})

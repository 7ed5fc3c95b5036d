import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import koffi from 'koffi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Interruption } from '../../../../main/engine/lab/interruption.ts'
import { LabLog } from '../../../../main/engine/lab/lab-log.ts'
import type { LabModel } from '../../../../main/engine/lab/lab-model.ts'
import { type Llama, openLlama } from '../../../../main/engine/lab/llama/open-llama.ts'
import { loadModel } from '../../../../main/engine/lab/load-model.ts'
import { SpeedTester } from '../../../../main/engine/lab/speed-test.ts'
import type { LabParameters, SpeedTest } from '../../../../preload/contract/lab/plan.ts'
import { writeGguf } from '../../../support/gguf-writer.ts'
import { tinyGgufContent } from '../../../support/tiny-gguf.ts'

const parameters: LabParameters = {
  batchTokens: 48,
  microBatchTokens: 16,
  threads: 1,
  gpuLayers: null,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  flashAttention: 'auto',
}
const never = new AbortController().signal
const watched = ['llama_decode', 'llama_memory_clear', 'llama_synchronize', 'llama_init_from_model', 'llama_free']
const batchSchema = z.object({ n_tokens: z.number(), token: z.bigint() })

/** What was asked of llama.cpp, in order; a decode by its tokens. */
let calls: string[] = []
let decoded: number[][] = []
let folder = ''
let model: LabModel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-lab-'))
  const path = join(folder, 'tiny.gguf')
  await writeFile(path, tinyThatBegins())
  const log = new LabLog(() => undefined)
  const llama = openLlama('cpu', log.take)
  const hooks = { log, signal: never, onProgress: () => undefined }
  const { model: loaded } = await loadModel(llama, { type: 'load', path, backend: 'cpu', parameters }, hooks)
  model = { ...loaded, llama: recorded(llama) }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The tiny model, which wants each text to begin with its token for that. */
function tinyThatBegins(): Buffer {
  const content = tinyGgufContent()
  const metadata = content.metadata.map(([key, value]) =>
    key === 'tokenizer.ggml.add_bos_token' ? ([key, { type: 'bool', value: true }] as const) : ([key, value] as const),
  )
  return writeGguf({ ...content, metadata })
}

/** The real library, whose calls are written down. */
function recorded(llama: Llama): Llama {
  const library = new Proxy(llama.llama, {
    get: (target, key) => {
      if (key !== 'func') return Reflect.get(target, key)
      return (name: string, result: string, types: string[]) => {
        const native = target.func(name, result, types)
        return (...values: unknown[]) => {
          if (watched.includes(name)) calls.push(name.replace('llama_', ''))
          if (name === 'llama_decode') {
            const { n_tokens: count, token } = batchSchema.parse(values[1])
            decoded.push(z.array(z.number()).parse([...koffi.decode(token, 'int32_t', count)]))
          }
          return native(...values)
        }
      }
    },
  })
  return { ...llama, llama: library }
}

async function run(test: SpeedTest, seed = 1) {
  calls = []
  decoded = []
  const tester = new SpeedTester(model, test)
  const interruption = new Interruption(never)
  await tester.warmUp(interruption)
  const warmUp = decoded.map((tokens) => tokens.length)
  calls = []
  decoded = []
  const result = await tester.run(seed, interruption)
  const repetition = { calls: [...calls], tokens: decoded }
  tester.free()
  return { warmUp, ...repetition, result }
}

// The bugs: another work is timed than llama-bench's, so that the two are not to be compared.
describe('a speed test', () => {
  it('of a prompt decodes it in whole batches after an emptied cache, and waits once', async () => {
    const { warmUp, calls: made, tokens, result } = await run({ promptTokens: 100, generatedTokens: 0, depthTokens: 0 })
    expect(warmUp).toEqual([48, 48, 4])
    expect(made).toEqual(['memory_clear', 'decode', 'decode', 'decode', 'synchronize'])
    expect(tokens.map((batch) => batch.length)).toEqual([48, 48, 4])
    expect(result.generationNs).toBe(0)
    expect(result.promptNs).toBeGreaterThan(0)
    expect(result.durationNs).toBe(result.promptNs)
  })

  it('of an answer decodes token by token, and waits for each', async () => {
    const { warmUp, calls: made, result } = await run({ promptTokens: 0, generatedTokens: 3, depthTokens: 0 })
    expect(warmUp).toEqual([1])
    expect(made).toEqual(['memory_clear', ...Array.from({ length: 3 }, () => ['decode', 'synchronize']).flat()])
    expect(result.promptNs).toBe(0)
    expect(result.durationNs).toBe(result.generationNs)
  })

  it('with a depth fills it before, and of both times both', async () => {
    const { tokens, result } = await run({ promptTokens: 10, generatedTokens: 2, depthTokens: 50 })
    expect(tokens.map((batch) => batch.length)).toEqual([48, 2, 10, 1, 1])
    expect(result.durationNs).toBe(result.promptNs + result.generationNs)
    expect((result.toMs - result.fromMs) * 1e6).toBeGreaterThanOrEqual(result.durationNs)
  })

  it('begins each text as the model wants it, and is otherwise random by its seed alone', async () => {
    const test = { promptTokens: 200, generatedTokens: 2, depthTokens: 0 }
    const first = (await run(test, 7)).tokens.flat()
    const second = (await run(test, 7)).tokens.flat()
    const other = (await run(test, 8)).tokens.flat()
    const beginning = 1
    expect([first[0], first[200]]).toEqual([beginning, beginning])
    expect(second).toEqual(first)
    expect(other).not.toEqual(first)
    expect(new Set(first).size).toBeGreaterThan(50)
  })

  it('is warm in its own context, though nobody warmed it up', async () => {
    calls = []
    decoded = []
    const tester = new SpeedTester(model, { promptTokens: 40, generatedTokens: 2, depthTokens: 0 })
    await tester.run(1, new Interruption(never))
    tester.free()
    expect(decoded.map((batch) => batch.length)).toEqual([16, 1, 40, 1, 1])
    expect(calls.filter((call) => call === 'memory_clear')).toHaveLength(2)
    expect([calls[0], calls.at(-1)]).toEqual(['init_from_model', 'free'])
  })

  it('ends where it hears an abort', async () => {
    const abort = new AbortController()
    const tester = new SpeedTester(model, { promptTokens: 40, generatedTokens: 100_000, depthTokens: 0 })
    const reason = new Error('stopped')
    const work = tester.run(1, new Interruption(abort.signal))
    abort.abort(reason)
    await expect(work).rejects.toBe(reason)
    tester.free()
  })
})

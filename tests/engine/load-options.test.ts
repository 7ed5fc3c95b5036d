import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRealEngine, question } from '../support/real-engine.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const engine = openRealEngine()
const one = { threads: 1 }
/** Some 400 tokens of the tiny model. */
const long = question('tell me about rivers and lakes '.repeat(12))
let folder = ''
let tiny = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattle-options-'))
  tiny = await writeTinyGguf(join(folder, 'tiny.gguf'))
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

describe('batches', () => {
  it('are one micro-batch of 512 by default, and never less than a micro-batch', async () => {
    expect(await engine.load(tiny, one)).toMatchObject({ batchTokens: 512, ubatchTokens: 512 })
    expect(await engine.load(tiny, { ...one, batchTokens: 1024, ubatchTokens: 64 })).toMatchObject({
      batchTokens: 1024,
      ubatchTokens: 64,
    })
    expect(await engine.load(tiny, { ...one, batchTokens: 32, ubatchTokens: 128 })).toMatchObject({
      batchTokens: 128,
      ubatchTokens: 128,
    })
    // No batch is larger than the context.
    const small = { ...one, contextTokens: 256, ubatchTokens: 2048 }
    expect(await engine.load(tiny, small)).toMatchObject({ contextTokens: 256, batchTokens: 256, ubatchTokens: 256 })
  })

  // A batch that is cut wrongly loses or repeats tokens of the prompt, and the answer is another one.
  it('change nothing of the answer', async () => {
    const answers = []
    for (const sizes of [{}, { ubatchTokens: 64 }, { ubatchTokens: 64, batchTokens: 1024 }]) {
      await engine.load(tiny, { ...one, ...sizes })
      const { text, figures } = await engine.ask([long], { sampling: { maxTokens: 16 } })
      answers.push([text, figures.promptTokens, figures.prefillTokens])
    }
    expect(answers[0]?.[1]).toBeGreaterThan(300)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('are where progress is told: as often as the prompt is handed over', async () => {
    const told: number[][] = []
    for (const sizes of [{ ubatchTokens: 64 }, { ubatchTokens: 64, batchTokens: 256 }]) {
      await engine.load(tiny, { ...one, ...sizes })
      const { events, figures } = await engine.ask([long], { sampling: { maxTokens: 1 } })
      const steps = events.flatMap((event) => (event.type === 'prefill' ? [event.evaluatedTokens] : []))
      expect(steps.at(-1)).toBe(figures.prefillTokens)
      told.push(steps.slice(0, 3))
    }
    expect(told).toEqual([
      [0, 64, 128],
      [0, 256, expect.any(Number)],
    ])
  })
})

describe('memory', () => {
  it('holds the file mapped or read, as the state says and llama.cpp’s own log', async () => {
    const buffer = () => engine.log.lastLines(300).findLast((line) => line.includes('model buffer size'))
    expect(await engine.load(tiny, { ...one, mmap: 'off' })).toMatchObject({ mmap: false, mlock: false })
    expect(buffer()).not.toContain('CPU_Mapped')
    expect(await engine.load(tiny, { ...one, mmap: 'on' })).toMatchObject({ mmap: true })
    expect(buffer()).toContain('CPU_Mapped')
    expect(await engine.load(tiny, one)).toMatchObject({ mmap: true })
  })

  it('is locked where the system allows it; else the load goes on, and the state says that it is not', async () => {
    const loaded = await engine.load(tiny, { ...one, mlock: true })
    const lines = engine.log.lastLines(300).join('\n')
    const isRefused = /failed to mlock|failed to VirtualLock/.test(lines)
    expect(loaded.mlock).toBe(!isRefused)
    // What is to be locked is read.
    expect(loaded.mmap).toBe(false)
    expect(lines).toContain('load_mode = mlock')
    expect(lines.includes('wattle: the weights are not locked')).toBe(isRefused)
    expect((await engine.ask([question('Hello')], { sampling: { maxTokens: 2 } })).figures.decodeTokens).toBe(2)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { answered, openRealEngine, question } from '../support/real-engine.ts'
import { starterModelPath } from '../support/starter-model.ts'
import { writeTinyGguf } from '../support/tiny-gguf.ts'

const engine = openRealEngine()
const turns = Array.from({ length: 6 }, (_, index) => [
  question(`Question ${index}: ${'tell me about rivers and lakes '.repeat(8)}`),
  answered(`Answer ${index}: ${'they are full of water and fish '.repeat(8)}`),
]).flat()
const last = question('What is the capital of France?')

beforeAll(async () => {
  await engine.load(await starterModelPath(), { contextTokens: 512 })
})
afterAll(() => engine.close())

describe('a conversation that outgrows its context', () => {
  it('loses its oldest turns whole, says so before the first token, and still answers', async () => {
    const answer = await engine.ask([...turns, last], { sampling: { maxTokens: 40 } })
    const { droppedMessages, promptTokens } = answer.figures
    expect(droppedMessages).toBeGreaterThan(0)
    expect(droppedMessages % 2).toBe(0)
    expect(promptTokens + 40).toBeLessThan(512)
    const types = answer.events.map((event) => event.type)
    expect(types[0]).toBe('dropped')
    expect(answer.events[0]).toEqual({ type: 'dropped', messages: droppedMessages })
    expect(answer.text).toContain('Paris')
  })

  it('drops the same turns next time, so that the KV cache stays of use', async () => {
    const first = await engine.ask([...turns, last], { sampling: { maxTokens: 40 } })
    const second = await engine.ask([...turns, last, answered(first.text), question('Thanks.')], {
      sampling: { maxTokens: 5 },
    })
    expect(second.figures.droppedMessages).toBe(first.figures.droppedMessages)
    expect(second.figures.reusedTokens).toBe(first.figures.contextUsedTokens)
  })

  it('is refused where the policy says so', async () => {
    const refused = engine.ask([...turns, last], { contextOverflow: 'refuse' })
    await expect(refused).rejects.toMatchObject({ code: 'PROMPT_LONGER_THAN_CONTEXT', params: { contextTokens: 512 } })
  })

  it('is refused where even the last question is too long', async () => {
    const refused = engine.ask([question('far too long '.repeat(400))])
    await expect(refused).rejects.toMatchObject({ code: 'PROMPT_LONGER_THAN_CONTEXT' })
    expect((await engine.ask([last])).text).toContain('Paris')
  })

  it('ends an answer where the context is full, without losing the beginning', async () => {
    // The tiny model never ends by itself, and one thread is its fastest.
    const folder = await mkdtemp(join(tmpdir(), 'wattle-context-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await engine.load(await writeTinyGguf(join(folder, 'tiny.gguf')), { contextTokens: 256, threads: 1 })
    const answer = await engine.ask([question('Hello')], { sampling: { maxTokens: null } })
    const { promptTokens, decodeTokens, contextUsedTokens } = answer.figures
    expect(answer.finishReason).toBe('context-full')
    expect(contextUsedTokens).toBe(255)
    expect(promptTokens + decodeTokens).toBe(256)
  })
})

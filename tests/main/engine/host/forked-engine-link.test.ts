import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { EngineExit } from '../../../../main/core/ports/engine-link.ts'
import type { EngineLinkOptions } from '../../../../main/engine/host/forked-engine-link.ts'
import { greedy, openRealEngine, question, type RealEngine } from '../../../support/real-engine.ts'

const childPath = resolve(import.meta.dirname, '../../../support/engine-children/scripted.ts')
const hello = [question('Hello')]
let engine: RealEngine | null = null

function open(options: Partial<EngineLinkOptions> = {}): RealEngine & { exits: EngineExit[] } {
  engine = openRealEngine({ childPath, ...options })
  const exits: EngineExit[] = []
  engine.link.onCrash((exit) => exits.push(exit))
  return { ...engine, exits }
}

afterEach(() => engine?.close())

describe('a process that does not obey', () => {
  it('is ended when it ignores an abort, and the next request gets a new one', async () => {
    const { load, ask, link, exits } = open({ abortDeadlineMs: 50 })
    await load('deaf,endless')
    const { pid } = link
    const abort = new AbortController()
    const answer = ask(hello, { signal: abort.signal, onEvent: () => abort.abort() })
    await expect(answer).rejects.toMatchObject({ code: 'ENGINE_NOT_RESPONDING', params: { deadlineMs: 50 } })
    await load('obedient')
    expect(link.pid).not.toBe(pid)
    expect((await ask(hello)).text).toBe('x')
    // It was ended on purpose: no crash to count.
    expect(exits).toEqual([])
  })

  it('is killed when it ignores the shutdown', async () => {
    const { load, link } = open({ endDeadlineMs: 50 })
    await load('stubborn')
    await link.unload()
    expect(link.pid).toBeNull()
  })
})

describe('a reader that goes away', () => {
  it('stops the child before the next request', async () => {
    const { load, ask, link } = open()
    await load('endless')
    const request = { systemPrompt: '', history: hello, sampling: greedy, contextOverflow: 'refuse' } as const
    for await (const event of link.generate(request, new AbortController().signal)) if (event.type === 'text') break
    const abort = new AbortController()
    const next = await ask(hello, { signal: abort.signal, onEvent: () => abort.abort() })
    expect(next.finishReason).toBe('aborted')
  })
})

describe('a crash', () => {
  it('comes after all that the process had sent', async () => {
    const { load, ask, exits } = open()
    await load('late')
    let tokens = 0
    const answer = ask(hello, {
      onEvent: (event) => {
        if (event.type === 'text') tokens = event.decodeTokens
      },
    })
    await expect(answer).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(tokens).toBe(100)
    expect(exits).toMatchObject([{ signal: 'SIGKILL', exitCode: null }])
  })

  it('while loading on the CPU fails the load, with the last words of the process', async () => {
    const { load, exits, log } = open()
    await expect(load('chatty,load-crash')).rejects.toMatchObject({
      code: 'ENGINE_CRASHED',
      params: { signal: 'SIGKILL' },
      detail: expect.stringContaining('the last words'),
    })
    expect(exits).toHaveLength(1)
    expect(log.lastLines(10).join('\n')).toContain('ggml_abort: the last words')
  })

  it('while loading on a GPU falls back to the CPU, with the reason, and is not counted', async () => {
    const { load, ask, exits } = open()
    const loaded = await load('gpu-crash', { backend: 'vulkan' })
    expect(loaded.backend).toBe('cpu')
    expect(loaded.fallback).toEqual({ requested: 'vulkan', used: 'cpu', reason: 'The process crashed (SIGKILL)' })
    expect(exits).toEqual([])
    expect((await ask(hello)).text).toBe('x')
  })

  it('on both is counted once', async () => {
    const { load, exits } = open()
    await expect(load('load-crash', { backend: 'cuda' })).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(exits).toHaveLength(1)
  })
})

it('a child that cannot be started is a fault, not an endless wait', async () => {
  const { load } = open({ childPath: resolve(import.meta.dirname, 'no-such-child.ts') })
  await expect(load('any')).rejects.toMatchObject({ code: 'ENGINE_CRASHED', params: { exitCode: 1 } })
})

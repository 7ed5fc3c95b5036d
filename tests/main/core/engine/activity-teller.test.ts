import { describe, expect, it } from 'vitest'
import type { EngineActivity } from '../../../../main/core/engine/engine-activity.ts'
import { Fault } from '../../../../main/core/fault.ts'
import { engineBench } from '../../../support/engine-bench.ts'
import type { FakeScript } from '../../../support/fake-engine.ts'

/** The engine, and all that it tells. */
function toldBench(script: Partial<FakeScript> = {}) {
  const bench = engineBench(script)
  const told: EngineActivity[] = []
  const stop = bench.service.activity.subscribe((activity) => told.push(activity))
  return { ...bench, told, stop, types: () => told.map(({ type }) => type) }
}

const model = { modelId: 'a', name: 'Model a', quantization: 'Q4_K_M' }

describe('what the engine tells', () => {
  it('is the load, the model in memory, and the answer’s phases in order, by one clock', async () => {
    const { ask, told, types } = toldBench({ prefillMs: 5 })
    await ask('France?')
    expect(types().filter((type) => type !== 'answer-progress')).toEqual([
      'load-began',
      'models',
      'load-ended',
      'answer-began',
      'answer-decoding',
      'answer-ended',
    ])
    expect(told[0]).toMatchObject({ type: 'load-began', model })
    expect(told[1]).toMatchObject({ type: 'models', models: [model] })
    expect(told.find(({ type }) => type === 'answer-began')).toMatchObject({ messageId: 'answer to France?', model })
    const times = told.map(({ atMs }) => atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(told.at(-1)).toMatchObject({ decodeTokens: 7 })
  })

  it('ends with the answer’s end where the process dies, with the tokens that were heard of', async () => {
    const { ask, told, types } = toldBench({ crashAtToken: 3 })
    await expect(ask('France?')).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(types().slice(-2)).toEqual(['models', 'answer-ended'])
    expect(told.at(-2)).toMatchObject({ models: [] })
    expect(told.at(-1)).toMatchObject({ decodeTokens: 3 })
  })

  it('ends with the answer’s end where it is stopped, and where its reader goes away', async () => {
    const { run, types } = toldBench({ tokensPerSecond: 500, tokens: () => Array.from({ length: 5000 }, () => 'x') })
    const stop = new AbortController()
    for await (const event of run('one', stop.signal)) if (event.type === 'text') stop.abort()
    expect(types().at(-1)).toBe('answer-ended')
    for await (const event of run('two')) if (event.type === 'text') break
    expect(types().at(-1)).toBe('answer-ended')
    expect(types().filter((type) => type === 'answer-began')).toHaveLength(2)
    expect(types().filter((type) => type === 'answer-ended')).toHaveLength(2)
  })

  it('is nothing of an answer that was refused before it was evaluated', async () => {
    const { ask, types } = toldBench({ generateFault: new Fault('PROMPT_LONGER_THAN_CONTEXT') })
    await expect(ask('France?')).rejects.toMatchObject({ code: 'PROMPT_LONGER_THAN_CONTEXT' })
    expect(types()).toEqual(['load-began', 'models', 'load-ended'])
  })

  it('is a load that failed, too, and a model that was freed', async () => {
    const { ask, link, service, told, types } = toldBench({ crashAtLoad: true })
    await expect(ask('France?')).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(types()).toEqual(['load-began', 'load-ended'])
    link.script.crashAtLoad = false
    await ask('France?')
    await service.unload()
    expect(told.at(-1)).toMatchObject({ type: 'models', models: [] })
  })

  it('is told no more to who has stopped listening', async () => {
    const { ask, stop, told } = toldBench()
    stop()
    await ask('France?')
    expect(told).toEqual([])
  })
})

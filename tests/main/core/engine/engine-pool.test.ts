import { describe, expect, it } from 'vitest'
import { collect, engineBench, textOfAnswer, unloadsOf } from '../../../support/engine-bench.ts'
import type { FakeScript } from '../../../support/fake-engine.ts'

const answer = 'Paris is the capital of France.'

/** The engine with room for so many models, and short ways to ask one of them and to see which are there. */
function poolBench(modelsInMemory: number, script: Partial<FakeScript> = {}) {
  const bench = engineBench(script)
  const { models, settings, service, links } = bench
  const allow = (count: number) => settings.set({ ...settings.value, modelsInMemory: count })
  allow(modelsInMemory)
  return {
    ...bench,
    allow,
    askOf: (modelId: string, text = 'France?') => {
      models.chosen = modelId
      return bench.ask(text)
    },
    others: () => service.state.value.alsoInMemory.map(({ modelId }) => modelId),
    loads: () => links.map((link) => link.loads.map(({ modelId }) => modelId)),
  }
}

describe('several models in memory', () => {
  it('have a process each, and one that is there takes no load when it is wanted again', async () => {
    const { askOf, others, loads, service } = poolBench(2, { loadMs: 12 })
    await askOf('a')
    await askOf('b')
    expect(service.state.value).toMatchObject({ modelId: 'b', loaded: { modelId: 'b' } })
    expect(others()).toEqual(['a'])
    const events = await askOf('a')
    expect(textOfAnswer(events)).toBe(answer)
    expect(events.flatMap((event) => (event.type === 'end' ? [event.figures.loadMs] : []))).toEqual([0])
    expect(events.some(({ type }) => type === 'loading')).toBe(false)
    expect(loads()).toEqual([['a'], ['b']])
    expect(others()).toEqual(['b'])
    expect(service.state.value).toMatchObject({ phase: 'ready', modelId: 'a', loaded: { modelId: 'a' } })
  })

  it('go, the one that was used longest ago first, when there are as many as the settings allow', async () => {
    const { askOf, others, loads, links } = poolBench(2)
    await askOf('a')
    await askOf('b')
    await askOf('a')
    await askOf('c')
    expect(others()).toEqual(['a'])
    expect(links[1]?.unloads).toBe(1)
    // The freed place is taken again.
    expect(loads()).toEqual([['a'], ['b', 'c']])
  })

  it('go one by one until the memory holds the new one', async () => {
    const { askOf, others, room, links } = poolBench(3)
    await askOf('a')
    await askOf('b')
    room.hasRoom = false
    await askOf('c')
    expect(room.asked).toEqual([
      { modelId: 'b', beside: ['a'] },
      { modelId: 'c', beside: ['b', 'a'] },
      { modelId: 'c', beside: ['b'] },
    ])
    expect(others()).toEqual([])
    expect(links[0]?.unloads).toBe(1)
    // The last one is replaced in its own process, which need not start anew.
    expect(links[1]?.loads.map(({ modelId }) => modelId)).toEqual(['b', 'c'])
    expect(links[1]?.unloads).toBe(0)
  })

  it('are none beside the first where one is allowed, and the memory is not asked about', async () => {
    const { askOf, others, room, links } = poolBench(1)
    await askOf('a')
    await askOf('b')
    expect([others(), room.asked, links.length]).toEqual([[], [], 1])
  })

  // The model's own memory counted as used, so that a longer context drove all others out.
  it('stay when one of them is loaded anew, whose own memory is free by then', async () => {
    const { askOf, others, settings, links, service, room } = poolBench(2)
    await askOf('a')
    await askOf('b')
    settings.set({ ...settings.value, load: { ...settings.value.load, contextTokens: 1024 } })
    await askOf('b')
    expect(room.asked.at(-1)).toEqual({ modelId: 'b', beside: ['a'] })
    expect(links[1]?.unloads).toBe(1)
    expect(others()).toEqual(['a'])
    expect(service.state.value.loaded).toMatchObject({ modelId: 'b', contextTokens: 1024 })
  })

  it('are shown by a load that is asked for too, without loading them again', async () => {
    const { askOf, others, loads, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    expect((await service.load('a')).modelId).toBe('a')
    expect(service.state.value).toMatchObject({ phase: 'ready', modelId: 'a', loaded: { modelId: 'a' } })
    expect(others()).toEqual(['b'])
    expect(loads()).toEqual([['a'], ['b']])
  })

  // The app had closed, and a process that nobody was to end any more began to load.
  it('are joined by no other where the app closes while room is looked for', async () => {
    const { askOf, room, links, service } = poolBench(2)
    await askOf('a')
    const looking = Promise.withResolvers<void>()
    const looked = Promise.withResolvers<boolean>()
    room.hasRoomFor = () => {
      looking.resolve()
      return looked.promise
    }
    const refused = expect(askOf('b')).rejects.toMatchObject({ code: 'APP_CLOSED' })
    await looking.promise
    await service.close()
    looked.resolve(true)
    await refused
    expect(links.flatMap(({ loads }) => loads.map(({ modelId }) => modelId))).toEqual(['a'])
    expect(links.every(({ pid }) => pid === null)).toBe(true)
  })

  it('keep the options that they were asked for with', async () => {
    const { askOf, loads, service } = poolBench(2)
    await service.load('a', { contextTokens: 1024 })
    await service.load('b')
    await askOf('a')
    expect(loads()).toEqual([['a'], ['b']])
    expect(service.state.value.loaded).toMatchObject({ modelId: 'a', contextTokens: 1024 })
  })

  it('answer one after the other, whichever they are', async () => {
    const { askOf, service } = poolBench(2, { tokensPerSecond: 500 })
    const phases: string[] = []
    service.state.subscribe(({ live }) => live?.phase === 'decode' && phases.push(live.messageId))
    await Promise.all([askOf('a', 'one'), askOf('b', 'two')])
    expect(phases).toEqual(phases.toSorted())
  })

  it('are as many as allowed from the next moment on in which nothing runs', async () => {
    const { askOf, allow, links, others, run } = poolBench(3)
    for (const id of ['a', 'b', 'c']) await askOf(id)
    allow(2)
    await unloadsOf(links[0])
    expect(others()).toEqual(['b'])
    for await (const event of run('one')) {
      if (event.type !== 'text' || event.decodeTokens !== 1) continue
      allow(1)
      expect(links[1]?.unloads).toBe(0)
    }
    await unloadsOf(links[1])
    expect(others()).toEqual([])
    expect(links[2]?.unloads).toBe(0)
  })
})

describe('a crash', () => {
  it('of one that is only kept concerns nobody: the other goes on, and the state has no problem', async () => {
    const { askOf, run, links, others, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    const events = []
    for await (const event of run('France?')) {
      events.push(event)
      if (event.type === 'text' && event.decodeTokens === 2) links[0]?.crash()
    }
    expect(textOfAnswer(events)).toBe(answer)
    expect(others()).toEqual([])
    expect(service.state.value).toMatchObject({ phase: 'ready', problem: null, crashedAtMs: null, crashesInARow: 0 })
    await askOf('a')
    expect(links[0]?.loads).toHaveLength(2)
  })

  it('of the one that answers leaves the others', async () => {
    const { askOf, links, others, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    for (const link of links) link.script.crashAtToken = 0
    await expect(askOf('b')).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    expect(service.state.value).toMatchObject({ phase: 'crashed', modelId: 'b', loaded: null, crashesInARow: 1 })
    expect(others()).toEqual(['a'])
    for (const link of links) link.script.crashAtToken = null
    expect(textOfAnswer(await askOf('a'))).toBe(answer)
    expect(links[0]?.loads).toHaveLength(1)
  })

  // Two models that crash in turn never opened the circuit, though each of them crashed each time.
  it('is counted for each model by itself', async () => {
    const { askOf } = poolBench(2, { crashAtToken: 0 })
    for (let count = 0; count < 3; count++) {
      for (const id of ['a', 'b']) await expect(askOf(id)).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
    }
    await expect(askOf('a')).rejects.toMatchObject({ code: 'ENGINE_CIRCUIT_OPEN', params: { crashes: 3 } })
  })
})

describe('unload', () => {
  it('frees one model while another answers, which goes on', async () => {
    const { askOf, run, links, others, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    const events = []
    for await (const event of run('France?')) {
      events.push(event)
      if (event.type !== 'text' || event.decodeTokens !== 1) continue
      await service.unload('a')
      expect([links[0]?.unloads, others()]).toEqual([1, []])
    }
    expect(textOfAnswer(events)).toBe(answer)
    expect(links[1]?.unloads).toBe(0)
  })

  it('of the one that answers ends its answer, and leaves the others', async () => {
    const { askOf, run, others, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    let end = null
    for await (const event of run('one')) {
      if (event.type === 'text' && event.decodeTokens === 1) void service.unload('b')
      if (event.type === 'end') end = event.finishReason
    }
    expect(end).toBe('aborted')
    await expect.poll(() => service.state.value.phase).toBe('off')
    expect(service.state.value).toMatchObject({ modelId: null, loaded: null })
    expect(others()).toEqual(['a'])
  })

  it('frees all where none is named; one that is not in memory is no failure', async () => {
    const { askOf, links, others, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    await service.unload('c')
    expect(others()).toEqual(['a'])
    await service.unload()
    expect(links.map((link) => link.unloads)).toEqual([1, 1])
    expect(service.state.value).toMatchObject({ phase: 'off', loaded: null, alsoInMemory: [] })
  })

  // A load met a process that was about to end, and failed as a crash.
  it('is over before the same place is used again', async () => {
    const { askOf, run, links, service } = poolBench(2)
    await askOf('a')
    await askOf('b')
    const [first] = links
    if (first === undefined) throw new Error('There is no first process')
    const ends = Promise.withResolvers<void>()
    const unload = first.unload.bind(first)
    first.unload = () => ends.promise.then(unload)
    for await (const event of run('one')) if (event.type === 'end') void service.unload('a')
    const next = askOf('a')
    for await (const { phase } of service.state.watch()) if (phase === 'loading') break
    await new Promise((resolve) => setImmediate(resolve))
    expect(first.loads).toHaveLength(1)
    ends.resolve()
    expect(textOfAnswer(await next)).toBe(answer)
    expect(first.pid).not.toBeNull()
  })
})

it('close ends all processes', async () => {
  const { askOf, links, service, run } = poolBench(2)
  await askOf('a')
  await askOf('b')
  await service.close()
  expect(links.map((link) => link.closed)).toEqual([true, true])
  await expect(collect(run('one'))).rejects.toMatchObject({ code: 'APP_CLOSED' })
})

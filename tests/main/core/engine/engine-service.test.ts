import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { collect, engineBench, FakeModels, textOfAnswer } from '../../../support/engine-bench.ts'

const crash = { code: 'ENGINE_CRASHED' }

describe('an answer', () => {
  it('loads the chosen model first, then says what is in force, then streams', async () => {
    const { ask, link, models, service } = engineBench({ loadMs: 30 })
    const events = await ask('France?')
    const types = events.map((event) => event.type)
    expect(types.indexOf('loading')).toBe(0)
    expect(types.lastIndexOf('loading')).toBeLessThan(types.indexOf('conditions'))
    expect(types.indexOf('conditions')).toBeLessThan(types.indexOf('prefill'))
    expect(types.at(-1)).toBe('end')
    expect(textOfAnswer(events)).toBe('Paris is the capital of France.')
    expect(link.loads[0]).toMatchObject({ modelId: 'a', path: '/models/a.gguf', options: { backend: 'cpu' } })
    expect(models.used).toEqual(['a'])
    expect(service.state.value).toMatchObject({ phase: 'ready', modelId: 'a', live: null })
  })

  it('carries its conditions, the drawn seed and the hash among them', async () => {
    const { ask } = engineBench()
    const conditions = (await ask('France?')).find((event) => event.type === 'conditions')
    expect(conditions).toMatchObject({
      conditions: {
        modelId: 'a',
        modelName: 'Model a',
        quantization: 'Q4_K_M',
        modelSizeBytes: 1000,
        modelSha256: 'hash of a',
        engineBuild: 'fake',
        backend: 'cpu',
        sampling: { seed: 7 },
        systemPrompt: 'Be brief.',
      },
    })
  })

  it('counts the load into the first answer only', async () => {
    const { ask } = engineBench({ loadMs: 12 })
    const loadMs = async (text: string) =>
      (await ask(text)).flatMap((e) => (e.type === 'end' ? [e.figures.loadMs] : []))
    expect(await loadMs('one')).toEqual([12])
    expect(await loadMs('two')).toEqual([0])
  })

  it('waits for those before it, in their order, and says that it waits', async () => {
    const { ask, link } = engineBench()
    const answers = await Promise.all(['one', 'two', 'three'].map((text) => ask(text)))
    expect(link.requests.map((request) => request.history[0]?.text)).toEqual(['one', 'two', 'three'])
    expect(answers.map((events) => events.some((event) => event.type === 'queued'))).toEqual([false, true, true])
  })

  it('leaves the queue when it is stopped there, and the others go on', async () => {
    const { ask, run, link } = engineBench({ loadMs: 20 })
    const stop = new AbortController()
    const first = ask('one')
    const stopped = collect(run('two', stop.signal))
    const third = ask('three')
    stop.abort()
    expect((await stopped).map((event) => event.type)).toEqual(['queued'])
    await Promise.all([first, third])
    expect(link.requests.map((request) => request.history[0]?.text)).toEqual(['one', 'three'])
  })

  it('ends as aborted, with its text, when it is stopped while it streams', async () => {
    const { run } = engineBench()
    const stop = new AbortController()
    const events = []
    for await (const event of run('France?', stop.signal)) {
      events.push(event)
      if (event.type === 'text' && event.decodeTokens === 2) stop.abort()
    }
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'aborted' })
    expect(textOfAnswer(events)).toBe('Paris is')
  })

  it('frees the engine when its reader goes away', async () => {
    const { run, ask, service } = engineBench()
    for await (const event of run('one')) if (event.type === 'text') break
    expect(textOfAnswer(await ask('two'))).toBe('Paris is the capital of France.')
    expect(service.state.value.phase).toBe('ready')
  })

  it('loads another model, or the same with other options, when the choice has changed', async () => {
    const { ask, link, models, settings, hardware } = engineBench()
    await ask('one')
    await ask('again')
    models.chosen = 'b'
    await ask('two')
    settings.set({ ...settings.value, load: { ...settings.value.load, contextTokens: 1024 } })
    await ask('three')
    hardware.backend = 'cuda'
    await ask('four')
    const loads = link.loads.map(({ modelId, options }) => [modelId, options.contextTokens, options.backend])
    expect(loads).toEqual([
      ['a', null, 'cpu'],
      ['b', null, 'cpu'],
      ['b', 1024, 'cpu'],
      ['b', 1024, 'cuda'],
    ])
  })

  it('shows live readings at most four times a second, and none when it has ended', async () => {
    const { run, service, passTime } = engineBench({ tokens: () => Array.from({ length: 100 }, () => 'x') })
    const readings = new Set<number>()
    service.state.subscribe(({ live }) => live?.phase === 'decode' && readings.add(live.decodeTokens))
    for await (const event of run('France?')) if (event.type === 'text') passTime(10)
    expect(readings.size).toBe(4)
    expect(service.state.value.live).toBeNull()
    expect(service.state.value.contextUsedTokens).toBeGreaterThan(100)
  })

  it('shows live readings though the clock is set back meanwhile', async () => {
    const { run, service, passTime } = engineBench({ tokens: () => Array.from({ length: 4 }, () => 'x') })
    const readings = new Set<number>()
    service.state.subscribe(({ live }) => live?.phase === 'decode' && readings.add(live.decodeTokens))
    for await (const event of run('France?'))
      if (event.type === 'text') passTime(event.decodeTokens === 1 ? -3_600_000 : 300)
    expect([...readings]).toEqual([1, 2, 3, 4])
  })
})

describe('without a chosen model', () => {
  const onItsWay = () => {
    const models = new FakeModels()
    models.chosen = null
    Object.assign(models, { settled: Promise.withResolvers<void>() })
    return models
  }

  it('waits for the starter that is on its way, and shows how far it is', async () => {
    const models = onItsWay()
    const { run } = engineBench({}, models)
    const progress: (number | null)[] = []
    let text = ''
    for await (const event of run('France?')) {
      if (event.type === 'text') text += event.text
      if (event.type !== 'loading') continue
      progress.push(event.progress)
      if (progress.length === 1) {
        models.state.set({
          ...models.state.value,
          starter: {
            phase: 'fetching',
            source: 'hugging-face',
            label: '',
            receivedBytes: 50,
            totalBytes: 200,
            bytesPerSecond: null,
            attempts: [],
          },
        })
      }
      if (event.progress === 0.25) {
        models.chosen = 'a'
        models.settled.resolve()
      }
    }
    expect(progress.slice(0, 2)).toEqual([null, 0.25])
    expect(text).toBe('Paris is the capital of France.')
  })

  it('says that the starter could not be had, or that nothing is chosen', async () => {
    const models = onItsWay()
    models.settled.resolve()
    models.state.set({ ...models.state.value, starter: { phase: 'failed', attempts: [] } })
    const { ask } = engineBench({}, models)
    await expect(ask('France?')).rejects.toMatchObject({ code: 'STARTER_UNAVAILABLE' })
    models.state.set({ ...models.state.value, starter: { phase: 'declined' } })
    await expect(ask('France?')).rejects.toMatchObject({ code: 'MODEL_NOT_CHOSEN' })
  })
})

describe('a crash', () => {
  it('fails the answer, is a state, and the next answer loads anew', async () => {
    const { ask, link, service, passTime } = engineBench({ crashAtToken: 3 })
    passTime(5000)
    await expect(ask('one')).rejects.toMatchObject(crash)
    expect(service.state.value).toMatchObject({
      phase: 'crashed',
      loaded: null,
      live: null,
      problem: { code: 'ENGINE_CRASHED', params: { signal: 'SIGKILL' } },
      crashedAtMs: 5000,
      crashesInARow: 1,
    })
    link.script.crashAtToken = null
    expect(textOfAnswer(await ask('two'))).toBe('Paris is the capital of France.')
    expect(service.state.value).toMatchObject({ phase: 'ready', problem: null, crashesInARow: 0 })
    expect(link.loads).toHaveLength(2)
  })

  it('opens the circuit when it is the third in a row, until the user loads again', async () => {
    const { ask, link, service } = engineBench({ crashAtToken: 0 })
    for (let count = 0; count < 3; count++) await expect(ask('one')).rejects.toMatchObject(crash)
    expect(service.state.value).toMatchObject({ phase: 'circuit-open', crashesInARow: 3 })
    await expect(ask('two')).rejects.toMatchObject({ code: 'ENGINE_CIRCUIT_OPEN', params: { crashes: 3 } })
    expect(link.loads).toHaveLength(3)
    link.script.crashAtToken = null
    await service.load('a')
    expect(textOfAnswer(await ask('three'))).toBe('Paris is the capital of France.')
  })

  it('does not count towards another model', async () => {
    const { ask, link, models } = engineBench({ crashAtToken: 0 })
    for (let count = 0; count < 3; count++) await expect(ask('one')).rejects.toMatchObject(crash)
    link.script.crashAtToken = null
    models.chosen = 'b'
    expect(textOfAnswer(await ask('two'))).toBe('Paris is the capital of France.')
  })

  it('counts while loading too', async () => {
    const { ask, service } = engineBench({ crashAtLoad: true })
    for (let count = 0; count < 3; count++) await expect(ask('one')).rejects.toMatchObject(crash)
    expect(service.state.value.phase).toBe('circuit-open')
  })

  it('of a process that had to be ended counts as none, and the next answer loads anew', async () => {
    const { ask, link, service } = engineBench({ generateFault: new Fault('ENGINE_NOT_RESPONDING') })
    await expect(ask('one')).rejects.toMatchObject({ code: 'ENGINE_NOT_RESPONDING' })
    expect(service.state.value).toMatchObject({ phase: 'off', loaded: null, crashesInARow: 0 })
    link.script.generateFault = null
    expect(textOfAnswer(await ask('two'))).toBe('Paris is the capital of France.')
    expect(link.loads).toHaveLength(2)
  })

  it('while nothing runs is seen at once', async () => {
    const { ask, link, service } = engineBench()
    await ask('one')
    link.crash()
    expect(service.state.value).toMatchObject({ phase: 'crashed', loaded: null })
  })
})

describe('a load', () => {
  it('that fails is a problem in the state, and the next answer tries again', async () => {
    const { ask, link, service } = engineBench({ loadFault: new Fault('OUT_OF_MEMORY', { detail: 'no room' }) })
    await expect(ask('one')).rejects.toMatchObject({ code: 'OUT_OF_MEMORY' })
    expect(service.state.value).toMatchObject({ phase: 'off', problem: { code: 'OUT_OF_MEMORY', detail: 'no room' } })
    link.script.loadFault = null
    await ask('two')
    expect(service.state.value.problem).toBeNull()
  })

  it('takes options over the settings, and answers keep them', async () => {
    const { ask, link, service } = engineBench()
    await service.load('a', { contextTokens: 512, threads: 1 })
    await ask('one')
    expect(link.loads).toHaveLength(1)
    expect(link.loads[0]?.options).toMatchObject({ contextTokens: 512, threads: 1, flashAttention: 'auto' })
  })

  it('gives up an earlier one that is not done', async () => {
    const { service, link, models } = engineBench({ loadMs: 60 })
    models.chosen = 'b'
    const first = service.load('a')
    const second = service.load('b')
    await expect(first).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
    expect((await second).modelId).toBe('b')
    expect(link.loads.map((load) => load.modelId).at(-1)).toBe('b')
  })

  it('keeps the reason of a fallback in the state', async () => {
    const fallback = { requested: 'cuda', used: 'cpu', reason: 'driver too old' } as const
    const { service } = engineBench({ loaded: { fallback } })
    await service.load('a')
    expect(service.state.value.loaded?.fallback).toEqual(fallback)
  })

  // A file whose template never ends held up the load of every other model until the app was killed.
  it('gives up the one at the start too, when the user wants another', async () => {
    const { service, settings, link } = engineBench({ loadMs: 60 })
    settings.set({ ...settings.value, loadAtStart: true })
    service.start()
    for await (const { phase } of service.state.watch()) if (phase === 'loading') break
    const loaded = new Set<string>()
    service.state.subscribe((state) => state.loaded && loaded.add(state.loaded.modelId))
    expect((await service.load('b')).modelId).toBe('b')
    expect(link.loads.map((load) => load.modelId)).toEqual(['a', 'b'])
    expect([...loaded]).toEqual(['b'])
  })

  // The strip and the plate said that nothing was loaded, while answers came.
  it('that fails before it touches the engine leaves the model that is there, and the state says so', async () => {
    const { ask, models, service, link } = engineBench()
    await ask('one')
    models.chosen = 'missing'
    await expect(ask('two')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
    expect(service.state.value).toMatchObject({
      phase: 'off',
      modelId: 'missing',
      problem: { code: 'MODEL_NOT_FOUND' },
    })
    models.chosen = 'a'
    await ask('three')
    expect(service.state.value).toMatchObject({ phase: 'ready', modelId: 'a', loaded: { modelId: 'a' }, problem: null })
    expect(link.loads).toHaveLength(1)
  })

  it('happens at the start where the settings say so', async () => {
    const { service, settings, link } = engineBench()
    service.start()
    expect(link.loads).toHaveLength(0)
    settings.set({ ...settings.value, loadAtStart: true })
    service.start()
    for await (const { phase } of service.state.watch()) if (phase === 'ready') break
    expect(link.loads).toHaveLength(1)
  })
})

describe('unload and close', () => {
  it('unload stops the answer, and the next one loads again', async () => {
    const { run, ask, service, link } = engineBench()
    let end = null
    for await (const event of run('one')) {
      if (event.type === 'text' && event.decodeTokens === 1) void service.unload()
      if (event.type === 'end') end = event.finishReason
    }
    expect(end).toBe('aborted')
    await ask('two')
    expect(link.unloads).toBe(1)
    expect(link.loads).toHaveLength(2)
  })

  it('close fails those who wait, and those who come', async () => {
    const { ask, service, link } = engineBench({ loadMs: 20 })
    const first = ask('one')
    const second = ask('two')
    const outcomes = Promise.allSettled([first, second])
    await service.close()
    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual([
      'APP_CLOSED',
      'APP_CLOSED',
    ])
    await expect(ask('three')).rejects.toMatchObject({ code: 'APP_CLOSED' })
    expect(link.closed).toBe(true)
  })
})

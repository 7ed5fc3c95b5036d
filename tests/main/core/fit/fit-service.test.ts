import { describe, expect, it, vi } from 'vitest'
import { Fault } from '../../../../main/core/fault.ts'
import { defaultLoadOptions, type LoadedModel } from '../../../../preload/contract/engine.ts'
import { fitEstimateSchema } from '../../../../preload/contract/models.ts'
import { defaultSettings } from '../../../../preload/contract/settings.ts'
import { simulated } from '../../../support/fake-estimator.ts'
import { fitBench, loadedModel, machineWith, smallModel } from '../../../support/fit-bench.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'

const MiB = 2 ** 20
const model = smallModel('a')
const memoryOf = (change: Partial<NonNullable<LoadedModel['memory']>> = {}) => ({
  residentBytes: 360 * MiB,
  mappedBytes: 92 * MiB,
  vramBytes: null,
  isComplete: true,
  ...change,
})

describe('an estimate', () => {
  it('is llama.cpp’s where it can be asked, in parts that add up', async () => {
    const { fit, estimator } = fitBench([model])
    const estimate = fitEstimateSchema.parse(await fit.estimate(model, { ...defaultLoadOptions, contextTokens: 4096 }))
    expect(estimate).toMatchObject({ source: 'llama.cpp', verdict: 'fits', contextTokens: 4096, totalLayers: 31 })
    const [device] = estimate.devices
    if (device === undefined) throw new Error('no device')
    const { weightsBytes, kvCacheBytes, computeBytes, engineBytes } = device
    expect(estimate.requiredBytes).toBe(weightsBytes + kvCacheBytes + computeBytes + engineBytes)
    expect(kvCacheBytes).toBe(90 * MiB)
    expect(estimator.questions).toMatchObject([{ modelId: 'a', contextTokens: 4096, backend: 'cpu' }])
    expect(estimate.sourceProblem).toBeUndefined()
  })

  it('is the header’s where llama.cpp could not say, with the reason', async () => {
    const { fit, estimator } = fitBench([model])
    estimator.script = () => ({ status: 'unavailable', reason: 'Crashed with SIGSEGV' })
    expect(await fit.estimate(model, defaultLoadOptions)).toMatchObject({
      source: 'header',
      verdict: 'fits',
      sourceProblem: 'Crashed with SIGSEGV',
      devices: [{ kind: 'ram', kvCacheBytes: 180 * MiB }],
    })
  })

  it('of a header that does not tell has no verdict and no parts', async () => {
    const unknown = smallModel('u', { kvElementsPerToken: null })
    const { fit, estimator } = fitBench([unknown])
    estimator.script = () => ({ status: 'unavailable', reason: 'unknown architecture' })
    expect(fitEstimateSchema.parse(await fit.estimate(unknown, defaultLoadOptions))).toMatchObject({
      verdict: 'unknown',
      requiredBytes: null,
      devices: [],
    })
  })

  // A browser that was opened in the meantime had taken the memory, and the verdict was that of an hour ago.
  it('looks anew how much memory is free, on the GPU too', async () => {
    const { fit, machine, hardware, estimator } = fitBench([model])
    machine.ramAvailableBytes = 3e8
    expect(await fit.estimate(model, defaultLoadOptions)).toMatchObject({ verdict: 'wont-fit', availableBytes: 3e8 })
    hardware.set(machineWith('cuda', { vramFreeBytes: 6e9 }))
    const weights = { ramBytes: 0, vramBytes: 92 * MiB }
    const context = { ramBytes: 0, vramBytes: 278 * MiB }
    machine.ramAvailableBytes = 8e9
    estimator.script = () => simulated({ gpuLayers: 31, weights, context, vramFreeBytes: 5e8 })
    expect(await fit.estimate(model, defaultLoadOptions)).toMatchObject({ verdict: 'wont-fit', availableBytes: 5e8 })
  })
})

describe('the list', () => {
  it('has the header’s word until llama.cpp was asked, in the background and while nobody waits', async () => {
    const { fit, timer, estimator, engine } = fitBench([model, smallModel('b')])
    await fit.measure()
    expect(fit.fitOf(model).source).toBe('header')
    engine({ phase: 'generating' })
    fit.tend()
    timer.advance(2000)
    expect(estimator.questions).toEqual([])
    const before = fit.changes.value
    engine({ phase: 'ready' })
    timer.advance(2000)
    await vi.waitFor(() => expect(fit.changes.value).toBe(before + 1))
    expect(estimator.questions).toHaveLength(1)
    timer.advance(2000)
    await vi.waitFor(() => expect(fit.changes.value).toBe(before + 2))
    expect([fit.fitOf(model).source, fit.fitOf(smallModel('b')).source]).toEqual(['llama.cpp', 'llama.cpp'])
    timer.advance(10_000)
    expect(estimator.questions).toHaveLength(2)
  })

  // The badge said one thing and the details another, until the app was started again.
  it('says what the details say, once they have asked for the settings’ options', async () => {
    const { fit } = fitBench([model])
    const { requiredBytes } = await fit.estimate(model, defaultLoadOptions)
    expect(fit.fitOf(model)).toMatchObject({ source: 'llama.cpp', requiredBytes })
    await fit.estimate(model, { ...defaultLoadOptions, contextTokens: 512 })
    expect(fit.fitOf(model).requiredBytes).toBe(requiredBytes)
  })

  it('forgets llama.cpp’s word where the settings or the file changed, and asks again', async () => {
    const { fit, settings, timer, estimator } = fitBench([model])
    await fit.estimate(model, defaultLoadOptions)
    expect(fit.fitOf(smallModel('a', { modifiedAtMs: 9 })).source).toBe('header')
    settings.set({ ...defaultSettings, load: { ...defaultLoadOptions, contextTokens: 1024 } })
    expect(fit.fitOf(model)).toMatchObject({ source: 'header', contextTokens: 1024 })
    fit.tend()
    timer.advance(2000)
    await vi.waitFor(() => expect(fit.fitOf(model).source).toBe('llama.cpp'))
    expect(estimator.questions.at(-1)).toMatchObject({ contextTokens: 1024 })
  })

  it('knows it at once after a restart', async () => {
    const folder = tempFolder()
    const store = tempStore(folder)
    await fitBench([model], store).fit.estimate(model, defaultLoadOptions)
    store.close()
    const { fit, estimator } = fitBench([], tempStore(folder))
    expect(fit.fitOf(model).source).toBe('llama.cpp')
    expect(estimator.questions).toEqual([])
  })

  it('asks once about a file that llama.cpp cannot judge, and about no broken one', async () => {
    const problem = { code: 'MODEL_FILE_TRUNCATED' as const, params: {}, detail: null }
    const { fit, timer, estimator } = fitBench([model, smallModel('broken', { problem })])
    estimator.script = () => ({ status: 'unavailable', reason: 'no' })
    for (let time = 0; time < 3; time += 1) {
      fit.tend()
      timer.advance(2000)
      await Promise.resolve()
    }
    expect(estimator.questions.map(({ modelId }) => modelId)).toEqual(['a'])
  })

  // Other programs had taken the GPU since: it still said that all layers fit on it, or that none of it would run.
  it('goes by the header where the GPU has another room than when llama.cpp was asked', async () => {
    const { fit, hardware, estimator } = fitBench([model])
    hardware.set(machineWith('cuda', { vramFreeBytes: 6e9 }))
    const weights = { ramBytes: 0, vramBytes: 92 * MiB }
    const context = { ramBytes: 0, vramBytes: 278 * MiB }
    estimator.script = () => simulated({ gpuLayers: 31, weights, context, vramFreeBytes: 6e9 })
    await fit.estimate(model, defaultLoadOptions)
    expect(fit.fitOf(model)).toMatchObject({ source: 'llama.cpp', verdict: 'fits', gpuLayers: 31 })
    hardware.set(machineWith('cuda', { vramFreeBytes: 6e8 }))
    expect(fit.fitOf(model)).toMatchObject({ source: 'header', verdict: 'partial-offload' })
  })
})

describe('what is in memory', () => {
  // Another app refused the model that was loaded, since it counted itself as taking its own room.
  it('counts as free, but for mapped weights, which the system counts so itself', async () => {
    const { fit, engine } = fitBench([model])
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    await fit.measure()
    expect(fit.freeMemory().ramBytes).toBe(8e9 + 268 * MiB)
    engine({
      phase: 'ready',
      loaded: loadedModel('a', { memory: memoryOf() }),
      alsoInMemory: [loadedModel('b', { memory: memoryOf({ mappedBytes: 0 }) })],
    })
    await fit.measure()
    expect(fit.freeMemory().ramBytes).toBe(8e9 + (268 + 360) * MiB)
    engine({ phase: 'off' })
    await fit.measure()
    expect(fit.freeMemory().ramBytes).toBe(8e9)
  })

  // For a moment after each load there was more free memory than the machine has, and after each unload less than before.
  it('is not counted twice between a load and the next look, nor lost between an unload and the next', async () => {
    const { fit, engine, machine } = fitBench([model])
    await fit.measure()
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    expect(fit.freeMemory().ramBytes).toBe(8e9)
    machine.ramAvailableBytes = 8e9 - 268 * MiB
    await fit.measure()
    engine({ phase: 'off' })
    expect(fit.freeMemory().ramBytes).toBe(8e9)
  })

  it('is not to share the GPU with the process that judges loads, once a load begins', () => {
    const { engine, estimator } = fitBench([model])
    for (const phase of ['ready', 'generating', 'off'] as const) engine({ phase })
    expect(estimator.rests).toBe(0)
    engine({ phase: 'starting' })
    expect(estimator.rests).toBe(1)
  })

  it('on the GPU counts as free, once: not where the probe was before the load', async () => {
    const { fit, engine, hardware, estimator } = fitBench([model])
    hardware.set(machineWith('cuda', { vramFreeBytes: 6e9 }, 500))
    const loaded = loadedModel('b', { backend: 'cuda', gpuLayers: 31, memory: memoryOf({ vramBytes: 1e9 }) })
    engine({ phase: 'ready', loaded })
    expect(fit.freeMemory().gpu?.vramBytes).toBe(6e9)
    hardware.set(machineWith('cuda', { vramFreeBytes: 5e9 }, 2000))
    expect(fit.freeMemory().gpu?.vramBytes).toBe(6e9)
    await fit.estimate(model, defaultLoadOptions)
    expect(estimator.questions.at(-1)?.heldVramBytes).toBe(1e9)
  })
})

describe('what a load took', () => {
  it('stands beside the next estimate of such a load, and makes this machine’s own error', async () => {
    const { fit, engine, machine } = fitBench([model])
    const estimated = (await fit.estimate(model, defaultLoadOptions)).requiredBytes ?? 0
    machine.nowMs = 7000
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf({ isComplete: false }) }) })
    const first = () => fit.estimate(model, defaultLoadOptions)
    await vi.waitFor(async () =>
      expect((await first()).measured).toEqual({
        atMs: 7000,
        backend: 'cpu',
        contextTokens: 8192,
        kvTypeK: 'f16',
        kvTypeV: 'f16',
        estimatedBytes: estimated,
        measuredBytes: 360 * MiB,
        isComplete: false,
      }),
    )
    // A lower bound says nothing of the error.
    expect((await first()).ownError).toBe(null)
    machine.nowMs = 8000
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf({ residentBytes: 380 * MiB }) }) })
    await vi.waitFor(async () => expect((await first()).measured?.measuredBytes).toBe(380 * MiB))
    const { measured, ownError } = await first()
    expect(measured).toMatchObject({ atMs: 7000, isComplete: true })
    const ratio = (380 * MiB) / estimated
    expect(ownError).toEqual({ low: ratio, high: ratio, measurements: 1 })
    expect((await fit.estimate(model, { ...defaultLoadOptions, contextTokens: 512 })).measured).toBe(null)
  })

  // Each start of the app took the complete measurement away, until the first long question.
  it('stays known while the next load of that kind was not in full use yet', async () => {
    const { fit, engine } = fitBench([model])
    const measured = async () => (await fit.estimate(model, defaultLoadOptions)).measured
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    await vi.waitFor(async () => expect(await measured()).not.toBe(null))
    const again = memoryOf({ residentBytes: 200 * MiB, isComplete: false })
    engine({ phase: 'ready', loaded: loadedModel('a', { loadMs: 2, memory: again }) })
    await vi.waitFor(async () => expect(await measured()).toMatchObject({ measuredBytes: 360 * MiB }))
  })

  // The engine's state changes four times a second during an answer.
  it('is written once, not with each change of the engine’s state', async () => {
    const { fit, engine, store } = fitBench([model])
    const save = vi.spyOn(store.memoryMeasurements, 'save')
    const loaded = loadedModel('a', { memory: memoryOf() })
    for (let time = 0; time < 5; time += 1) engine({ phase: 'generating', loaded })
    await vi.waitFor(() => expect(save).toHaveBeenCalled())
    await fit.estimate(model, defaultLoadOptions)
    expect(save).toHaveBeenCalledTimes(1)
  })

  // A full disk ended the app after a load, and made estimates fail.
  it('and what llama.cpp said holds for this run where neither can be written down', async () => {
    const { fit, engine, store } = fitBench([model])
    const refuse = () => {
      throw new Fault('DISK_FULL')
    }
    vi.spyOn(store.memoryMeasurements, 'save').mockImplementation(refuse)
    vi.spyOn(store.memoryMeasurements, 'saveSimulation').mockImplementation(refuse)
    await fit.estimate(model, defaultLoadOptions)
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    await vi.waitFor(async () => {
      expect((await fit.estimate(model, defaultLoadOptions)).measured).toMatchObject({ measuredBytes: 360 * MiB })
    })
    expect(fit.fitOf(model).source).toBe('llama.cpp')
  })

  it('against the header’s estimate counts for no error of llama.cpp’s', async () => {
    const { fit, engine, estimator } = fitBench([model])
    estimator.script = () => ({ status: 'unavailable', reason: 'no' })
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    await vi.waitFor(async () => {
      const { measured, ownError } = await fit.estimate(model, defaultLoadOptions)
      expect(measured).toMatchObject({ measuredBytes: 360 * MiB })
      expect(ownError).toBe(null)
    })
  })

  it('is kept, with the error, over a restart', async () => {
    const folder = tempFolder()
    const store = tempStore(folder)
    const { fit, engine } = fitBench([model], store)
    engine({ phase: 'ready', loaded: loadedModel('a', { memory: memoryOf() }) })
    await vi.waitFor(async () => expect((await fit.estimate(model, defaultLoadOptions)).ownError).not.toBe(null))
    store.close()
    const { measured, ownError } = await fitBench([], tempStore(folder)).fit.estimate(model, defaultLoadOptions)
    expect(measured).toMatchObject({ measuredBytes: 360 * MiB, isComplete: true })
    expect(ownError).toMatchObject({ measurements: 1 })
  })
})

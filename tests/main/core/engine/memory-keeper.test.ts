import { describe, expect, it } from 'vitest'
import { engineBench, textOfAnswer, unloadsOf } from '../../../support/engine-bench.ts'
import type { FakeScript } from '../../../support/fake-engine.ts'

const minuteMs = 60_000

/** The engine with ten minutes of idleness allowed. */
function idleBench(script: Partial<FakeScript> = {}) {
  const bench = engineBench(script)
  const { settings, service } = bench
  const allow = (idleUnloadMinutes: number | null) => settings.set({ ...settings.value, idleUnloadMinutes })
  allow(10)
  return { ...bench, allow, dueAtMs: () => service.state.value.idleUnloadAtMs }
}

describe('a model that nobody uses', () => {
  it('is freed after so many minutes, as the state says beforehand, and the next answer loads it again', async () => {
    const { ask, link, passTime, service, dueAtMs, timer } = idleBench()
    await ask('one')
    expect(dueAtMs()).toBe(10 * minuteMs)
    passTime(9 * minuteMs)
    expect(link.unloads).toBe(0)
    passTime(minuteMs)
    await unloadsOf(link)
    expect(service.state.value).toMatchObject({ phase: 'off', loaded: null, idleUnloadAtMs: null })
    expect(service.state.value.lastTokensPerSecond).not.toBeUndefined()
    expect(timer.pendingCount).toBe(0)
    expect(textOfAnswer(await ask('two'))).toBe('Paris is the capital of France.')
    expect(link.loads).toHaveLength(2)
  })

  it('has its time from the end of the last answer or load on', async () => {
    const { ask, passTime, dueAtMs, service, link } = idleBench()
    await service.load('a')
    passTime(9 * minuteMs)
    await ask('one')
    passTime(9 * minuteMs)
    expect(dueAtMs()).toBe(19 * minuteMs)
    expect(link.unloads).toBe(0)
  })

  it('stays where the settings say so, from the moment on in which they do', async () => {
    const { ask, passTime, allow, dueAtMs, link, timer } = idleBench()
    await ask('one')
    allow(null)
    expect([dueAtMs(), timer.pendingCount]).toEqual([null, 0])
    passTime(60 * minuteMs)
    expect(link.unloads).toBe(0)
    // It has been idle for an hour by now.
    allow(30)
    await unloadsOf(link)
    expect(link.unloads).toBe(1)
  })

  it('is counted for each by itself', async () => {
    const { ask, models, settings, passTime, links, service, dueAtMs } = idleBench()
    settings.set({ ...settings.value, modelsInMemory: 2 })
    await ask('one')
    models.chosen = 'b'
    passTime(6 * minuteMs)
    await ask('two')
    passTime(4 * minuteMs)
    await unloadsOf(links[0])
    expect(service.state.value).toMatchObject({ phase: 'ready', loaded: { modelId: 'b' }, alsoInMemory: [] })
    expect(dueAtMs()).toBe(16 * minuteMs)
    expect(links[1]?.unloads).toBe(0)
  })
})

describe('a model in use', () => {
  // The time since the last answer was looked at, which a night's sleep in the middle of this one had made long.
  it('is not freed in the middle of an answer, though the computer slept for hours', async () => {
    const { ask, run, sleep, dueAtMs, link, timer } = idleBench()
    await ask('one')
    const events = []
    for await (const event of run('two')) {
      events.push(event)
      if (event.type !== 'text' || event.decodeTokens !== 2) continue
      expect([dueAtMs(), timer.pendingCount]).toEqual([null, 0])
      sleep(8 * 60 * minuteMs)
    }
    expect(textOfAnswer(events)).toBe('Paris is the capital of France.')
    expect(link.unloads).toBe(0)
    expect(dueAtMs()).toBe((8 * 60 + 10) * minuteMs)
  })

  it('is not freed while a load is on, nor by a change of the settings', async () => {
    const { service, passTime, allow, link } = idleBench({ loadMs: 30 })
    const loading = service.load('a')
    passTime(60 * minuteMs)
    allow(1)
    await loading
    expect(link.unloads).toBe(0)
    expect(service.state.value).toMatchObject({ phase: 'ready', idleUnloadAtMs: 61 * minuteMs })
  })

  it('is freed soon after a sleep that outlasted its time: the clock is looked at each minute', async () => {
    const { ask, sleep, passTime, link } = idleBench()
    await ask('one')
    sleep(9 * 60 * minuteMs)
    expect(link.unloads).toBe(0)
    passTime(minuteMs)
    await unloadsOf(link)
    expect(link.unloads).toBe(1)
  })
})

it('nothing is left to ring after the close', async () => {
  const { ask, service, timer, link, allow } = idleBench()
  await ask('one')
  await service.close()
  allow(1)
  expect([timer.pendingCount, link.unloads]).toEqual([0, 0])
})

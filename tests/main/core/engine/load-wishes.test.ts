import { describe, expect, it } from 'vitest'
import type { LoadProfile } from '#contract/profiles.ts'
import { engineBench } from '../../../support/engine-bench.ts'

type Content = Partial<Omit<LoadProfile, 'id'>>

function wishBench() {
  const bench = engineBench()
  const { profiles, settings, ask, link } = bench
  settings.set({ ...settings.value, load: { ...settings.value.load, contextTokens: 2048, threads: 2 } })
  return {
    ...bench,
    save: (content: Content & { id?: string }) =>
      profiles.save({
        modelId: 'a',
        name: 'Long',
        isDefault: false,
        load: {},
        sampling: {},
        systemPrompt: null,
        ...content,
      }),
    /** What is kept with the next answer. */
    conditions: async () =>
      (await ask('France?')).flatMap((event) => (event.type === 'conditions' ? [event.conditions] : []))[0],
    contexts: () => link.loads.map(({ options }) => options.contextTokens),
  }
}

describe('a model is loaded', () => {
  it('by its default profile over the settings, and by what is asked for over both', async () => {
    const { save, service, link } = wishBench()
    save({ isDefault: true, load: { contextTokens: 4096, kvTypeK: 'q8_0' } })
    await service.load('a', { kvTypeK: 'q4_0' })
    expect(link.loads[0]?.options).toMatchObject({ contextTokens: 4096, kvTypeK: 'q4_0', threads: 2 })
    expect(service.state.value.loaded?.profileName).toBe('Long')
  })

  it('by the profile that was asked for, until the next load that is asked for', async () => {
    const { save, service, conditions, contexts } = wishBench()
    save({ name: 'Usual', isDefault: true, load: { contextTokens: 4096 } })
    const { id } = save({ name: 'Huge', load: { contextTokens: 8192 } })
    await service.load('a', {}, id)
    expect(await conditions()).toMatchObject({ profileName: 'Huge', contextTokens: 8192 })
    await service.load('a', {}, null)
    expect(await conditions()).toMatchObject({ profileName: null, contextTokens: 2048 })
    await service.load('a')
    expect(await conditions()).toMatchObject({ profileName: 'Usual', contextTokens: 4096 })
    expect(contexts()).toEqual([8192, 2048, 4096])
  })

  it('anew when its default profile has changed, gone or come, and only where that makes a difference', async () => {
    const { save, profiles, conditions, contexts } = wishBench()
    await conditions()
    const profile = save({ isDefault: true, load: { contextTokens: 4096 } })
    expect(await conditions()).toMatchObject({ profileName: 'Long', contextTokens: 4096 })
    save({ ...profile, name: 'Longer', load: { contextTokens: 8192 } })
    expect(await conditions()).toMatchObject({ profileName: 'Longer', contextTokens: 8192 })
    save({ ...profile, name: 'Only a name', load: { contextTokens: 8192 } })
    expect(await conditions()).toMatchObject({ profileName: 'Only a name' })
    profiles.remove(profile.id)
    expect(await conditions()).toMatchObject({ profileName: null, contextTokens: 2048 })
    expect(contexts()).toEqual([2048, 4096, 8192, 2048])
  })

  it('with a GPU of its profile’s own where that names one', async () => {
    const { save, service, link } = wishBench()
    save({ isDefault: true, load: { backend: 'vulkan', gpuLayers: 4 } })
    await service.load('a')
    expect(link.loads[0]?.options).toMatchObject({ backend: 'vulkan', gpuLayers: 4 })
  })

  // The refusal came after the choice: the next message went to another model than before.
  it('not at all by a profile that is not its own, and then it is not chosen either', async () => {
    const { save, service, link, models } = wishBench()
    const { id } = save({ modelId: 'b' })
    models.chosen = 'c'
    await expect(service.load('a', {}, id)).rejects.toMatchObject({ code: 'PROFILE_NOT_FOUND', params: { id } })
    expect(link.loads).toEqual([])
    expect(models.chosen).toBe('c')
  })
})

it('what a profile says of sampling and prompt is in force and kept with the answer, without a load', async () => {
  const { save, conditions, link, contexts } = wishBench()
  await conditions()
  save({ isDefault: true, sampling: { temperature: 0.1, seed: 3 }, systemPrompt: 'Rhyme.' })
  expect(await conditions()).toMatchObject({ systemPrompt: 'Rhyme.', sampling: { temperature: 0.1, seed: 3 } })
  expect(link.requests.at(-1)).toMatchObject({ systemPrompt: 'Rhyme.', sampling: { temperature: 0.1 } })
  expect(contexts()).toEqual([2048])
})

it('all that a load decides is kept with the answer', async () => {
  const { service, conditions } = wishBench()
  await service.load('a', { batchTokens: 1024, ubatchTokens: 256, mmap: 'off', mlock: true })
  expect(await conditions()).toMatchObject({ batchTokens: 1024, ubatchTokens: 256, mmap: false, mlock: true })
})

// The end of the load that was given up took the other's options with it.
it('what is asked of a model while another is being loaded is not forgotten', async () => {
  const { service, link, models } = wishBench()
  link.script.loadMs = 30
  const first = service.load('b')
  const second = service.load('a', { contextTokens: 512 })
  await expect(first).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
  await second
  models.chosen = 'a'
  expect(service.state.value.loaded).toMatchObject({ modelId: 'a', contextTokens: 512 })
})

// What was asked of one model came back after another had been loaded in its place.
it('what was asked of a model is forgotten when another was asked for and took its place', async () => {
  const { service, models, conditions } = wishBench()
  await service.load('a', { contextTokens: 512 })
  models.chosen = 'b'
  await service.load('b')
  models.chosen = 'a'
  expect(await conditions()).toMatchObject({ contextTokens: 2048 })
})

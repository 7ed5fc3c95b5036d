import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { BlindTest } from '#contract/lab/blind-test.ts'
import { Fault } from '../../../../../main/core/fault.ts'
import { BlindTestService } from '../../../../../main/core/lab/blind/blind-test-service.ts'
import { MachineLease } from '../../../../../main/core/lab/machine-lease.ts'
import { FakeEngine, type FakeScript } from '../../../../support/fake-engine.ts'
import { startFakeWebApp } from '../../../../support/fake-web-app.ts'
import { tempFolder } from '../../../../support/temp-store.ts'
import { writeTinyGguf } from '../../../../support/tiny-gguf.ts'

/** Two models over a real store and library, whose answers are the names of their files. */
async function blindBench({
  random = () => 0,
  script = {},
}: {
  random?: (limit: number) => number
  script?: Partial<FakeScript>
} = {}) {
  const app = await startFakeWebApp()
  onTestFinished(() => app.close())
  const folder = tempFolder()
  const models = []
  for (const name of ['Alpha', 'Beta']) {
    models.push(await app.core.models.add(await writeTinyGguf(join(folder, `${name}.gguf`), { name })))
  }
  const lease = new MachineLease(() => Promise.resolve())
  const engines: FakeEngine[] = []
  const makeService = () =>
    new BlindTestService({
      repository: app.store.lab,
      stored: app.store.models,
      lease,
      hardware: { chosenBackend: () => Promise.resolve('cpu') },
      createEngineLink: () => {
        let name = ''
        const engine = new FakeEngine({ tokens: () => [name], ...script })
        const { load } = engine
        engine.load = (request, options) => {
          name = request.name
          return load.call(engine, request, options)
        }
        engines.push(engine)
        return engine
      },
      now: () => 1_000_000,
      random,
    })
  return { app, lease, engines, service: makeService(), makeService, ids: models.map(({ id }) => id) }
}

/** Waits for the round's end. */
async function settled(service: BlindTestService, id: string): Promise<BlindTest> {
  for await (const test of service.watch(id)) {
    if (test.rounds.at(-1)?.state !== 'answering') return test
  }
  throw new Error('the test was removed')
}

async function play(service: BlindTestService, id: string, choice: 'left' | 'right' | 'tie'): Promise<BlindTest> {
  await service.ask(id, null)
  await settled(service, id)
  return service.judge(id, choice)
}

// A reader who could find out which is which would not be blind.
test('tells nothing of which is which before the end, and then the truth', async () => {
  let side = 0
  const { service, ids } = await blindBench({ random: (limit) => (limit === 2 ? side : 7) })
  const { id } = await service.start(ids)
  await play(service, id, 'left')
  side = 1
  const before = await play(service, id, 'left')
  expect(before.rounds.map(({ left, right }) => [left.text, right.text])).toEqual([
    ['Alpha', 'Beta'],
    ['Beta', 'Alpha'],
  ])
  expect(Object.keys(before)).not.toContain('firstOnLeft')
  expect(before.result).toBeNull()
  const { result } = await service.end(id)
  expect(result).toMatchObject({ firstWins: 1, secondWins: 1, ties: 0, couldTell: false })
  expect(result?.first.name).toBe('Alpha')
})

test('shows no text before both are there: how fast it comes would tell', async () => {
  const { service, ids } = await blindBench({ script: { tokensPerSecond: 5 } })
  const { id } = await service.start(ids)
  const asked = await service.ask(id, 'Why?')
  expect(asked.rounds[0]).toMatchObject({ prompt: 'Why?', state: 'answering', left: { text: '', isDone: false } })
  for await (const { rounds } of service.watch(id)) {
    const [round] = rounds
    expect(round?.left.isDone).toBe(round?.right.isDone)
    if (round?.state !== 'answering') break
  }
})

test('asks each built-in question once before it asks one again', async () => {
  const { service, ids } = await blindBench()
  const { id } = await service.start(ids)
  for (let round = 0; round < 4; round++) await play(service, id, 'tie')
  const prompts = service.list()[0]?.rounds.map(({ prompt }) => prompt) ?? []
  expect(new Set(prompts).size).toBe(4)
})

test('says the odds as they are', async () => {
  const { service, ids } = await blindBench()
  const { id } = await service.start(ids)
  for (let round = 0; round < 20; round++) await play(service, id, round < 11 ? 'left' : 'right')
  await play(service, id, 'tie')
  const { result } = await service.end(id)
  expect(result).toMatchObject({ firstWins: 11, secondWins: 9, ties: 1, couldTell: false })
  expect(result?.coinChance).toBeCloseTo(0.4119, 4)
  expect(result?.firstShare).toMatchObject({ value: 0.55 })
  expect(result?.firstOnLeft).toHaveLength(21)
})

test('refuses what is out of turn', async () => {
  const { service, ids, lease } = await blindBench()
  const { id } = await service.start(ids)
  expect(() => service.judge(id, 'left')).toThrow(expect.objectContaining({ code: 'BLIND_TEST_BUSY' }))
  expect(() => service.judge('none', 'left')).toThrow(expect.objectContaining({ code: 'BLIND_TEST_NOT_FOUND' }))
  await expect(service.start(['none', 'neither'])).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  await service.ask(id, null)
  await expect(service.ask(id, null)).rejects.toMatchObject({ code: 'BLIND_TEST_BUSY' })
  await settled(service, id)
  await expect(service.ask(id, null)).rejects.toMatchObject({ code: 'BLIND_TEST_BUSY' })
  service.judge(id, 'tie')
  const giveBack = await lease.take({ kind: 'run', name: 'a run', locksChat: false })
  await expect(service.ask(id, null)).rejects.toMatchObject({ code: 'LAB_BUSY' })
  giveBack()
  await service.end(id)
  await expect(service.ask(id, null)).rejects.toMatchObject({ code: 'BLIND_TEST_BUSY' })
  await service.remove(id)
  expect(service.list()).toEqual([])
})

test('says of a round that failed that it did, names no model with it, counts it not, and goes on', async () => {
  const script = {
    loadFault: new Fault('OUT_OF_MEMORY', { params: { name: 'Beta' }, detail: 'Beta.gguf' }) as Fault | null,
  }
  const { service, ids, lease } = await blindBench({ script })
  const { id } = await service.start(ids)
  await service.ask(id, null)
  const failed = await settled(service, id)
  expect(failed.rounds[0]).toMatchObject({
    state: 'failed',
    problem: { code: 'OUT_OF_MEMORY', params: {}, detail: null },
  })
  expect(lease.holder.value).toBeNull()
  script.loadFault = null
  const { result } = await service.end(id)
  expect(result).toMatchObject({ firstWins: 0, secondWins: 0, ties: 0, coinChance: 1, firstShare: null })
})

// What was judged is the user's work: it must be there after a crash, and no round may answer for ever.
test('keeps its rounds over an end of the app, and fails the one in progress', async () => {
  const { service, makeService, ids, engines } = await blindBench({ script: { tokensPerSecond: 1 } })
  const { id } = await service.start(ids)
  await service.ask(id, null)
  const next = makeService()
  next.begin()
  expect(next.list()[0]?.rounds[0]).toMatchObject({ state: 'failed', problem: { code: 'APP_CLOSED' } })
  await service.close()
  expect(engines.every(({ pid }) => pid === null)).toBe(true)
})

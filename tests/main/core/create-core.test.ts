import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type CorePorts, createCore } from '../../../main/core/create-core.ts'
import { allEvents, textOf } from '../../support/chat-bench.ts'
import { downloadHashWorker } from '../../support/download-hash-worker.ts'
import { FakeEngine } from '../../support/fake-engine.ts'
import { FakeEstimator } from '../../support/fake-estimator.ts'
import { emptyMachine, FakeTrash } from '../../support/fake-trash.ts'
import { hashChild } from '../../support/hash-child.ts'
import { aLabRun } from '../../support/lab-runs.ts'
import { aMessage } from '../../support/messages.ts'
import { tempFolder, tempStore } from '../../support/temp-store.ts'
import { starterWithoutSources } from '../../support/test-starter.ts'
import { writeTinyGguf } from '../../support/tiny-gguf.ts'
import { unusedLabEngine, unusedQuantizer } from '../../support/unused-lab.ts'

const dayMs = 24 * 60 * 60 * 1000

async function coreOver(folder: string, engine: FakeEngine, ports: Partial<CorePorts> = {}) {
  const store = tempStore(folder)
  const core = createCore({
    store,
    createEngineLink: () => engine,
    createLabEngine: () => unusedLabEngine,
    quantizer: unusedQuantizer,
    fitEstimator: new FakeEstimator(),
    hardware: {
      probe: () => Promise.reject(new Error('No machine here')),
      ramAvailableBytes: () => Promise.resolve(8e9),
    },
    powerCollectors: [],
    plugs: { probe: () => Promise.reject(new Error('No plug here')) },
    starter: starterWithoutSources(),
    hashChild,
    downloadHashWorker,
    modelsFolder: join(folder, 'models'),
    labFolder: join(join(folder, 'models'), 'lab'),
    machine: emptyMachine(),
    trash: new FakeTrash(),
    secrets: { stores: [], filePath: '' },
    now: Date.now,
    ...ports,
  })
  onTestFinished(() => core.close())
  core.settings.change({ loadAtStart: false })
  core.start()
  const { id } = await core.models.add(await writeTinyGguf(join(folder, 'tiny.gguf')))
  core.models.choose(id)
  return { core, store }
}

test('a question is answered by the chosen model, and the conversation is there after a restart', async () => {
  const folder = tempFolder()
  const { core } = await coreOver(folder, new FakeEngine())
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'What is the capital of France?' })
  const events = await allEvents(core.chat.follow(answer.id, null))
  expect(textOf(events)).toBe('Paris is the capital of France.')
  const before = core.conversations.get({ id: answer.conversationId })
  expect(before.messages[1]).toMatchObject({ state: 'complete', conditions: { modelName: 'Tiny Test Model' } })
  await core.close()
  const again = await coreOver(folder, new FakeEngine())
  expect(again.core.conversations.get({ id: answer.conversationId })).toEqual(before)
})

test('a model’s default profile is in force and kept with its answers', async () => {
  const { core } = await coreOver(tempFolder(), new FakeEngine())
  const modelId = core.models.chosenModelId() ?? ''
  const load = { contextTokens: 1024 }
  const sampling = { temperature: 1, topK: 3 }
  core.profiles.save({ modelId, name: 'Short', isDefault: true, load, sampling, systemPrompt: 'Rhyme.' })
  const settings = { systemPrompt: null, sampling: { temperature: 0 } }
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Hello', settings })
  await allEvents(core.chat.follow(answer.id, null))
  const [, stored] = core.conversations.get({ id: answer.conversationId }).messages
  expect(stored?.conditions).toMatchObject({ profileName: 'Short', contextTokens: 1024, systemPrompt: 'Rhyme.' })
  // The conversation's own choice goes before the profile's.
  expect(stored?.conditions?.sampling).toMatchObject({ temperature: 0, topK: 3 })
})

test('an answer tells how fast its model is here, as soon as it has ended', async () => {
  const { core } = await coreOver(tempFolder(), FakeEngine.writingMarkdown(20, 200))
  const rate = () => core.models.state.value.models[0]?.measuredRate
  expect(rate()).toBeNull()
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Hello' })
  await allEvents(core.chat.follow(answer.id, null))
  await expect.poll(rate).toEqual({ tokensPerSecond: expect.any(Number), answers: 1 })
})

test('closing in mid-answer keeps it as interrupted, then ends the engine, then the database', async () => {
  const folder = tempFolder()
  const engine = FakeEngine.writingMarkdown(100_000, 500)
  const { core, store } = await coreOver(folder, engine)
  let engineWasClosed = false
  const closeStore = store.close
  store.close = () => {
    engineWasClosed = engine.closed
    closeStore()
  }
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Go on' })
  let seen = ''
  for await (const { event } of core.chat.follow(answer.id, null)) {
    if (event.type === 'text') seen += event.text
    if (event.type === 'end') expect(event.message).toMatchObject({ state: 'interrupted', text: seen })
    else if (seen.length > 50) void core.close()
  }
  await core.close()
  expect(engineWasClosed).toBe(true)
  const stored = tempStore(folder).conversations.message(answer.id)
  expect(stored).toMatchObject({ text: seen, state: 'interrupted', problem: { code: 'APP_CLOSED' } })
})

// The file went to the trash and the model stayed in memory; on Windows neither.
test('a model in memory leaves it before its file goes to the trash, at the end of the app too', async () => {
  const engine = new FakeEngine()
  const trash = new FakeTrash()
  const atMove: { pid: number | null; closed: boolean }[] = []
  const move = trash.moveToTrash.bind(trash)
  trash.moveToTrash = (path) => {
    atMove.push({ pid: engine.pid, closed: engine.closed })
    return move(path)
  }
  const { core } = await coreOver(tempFolder(), engine, { trash })
  const id = core.models.chosenModelId() ?? ''
  await core.engine.load(id)
  expect(engine.pid).not.toBe(null)
  await core.models.moveToTrash(id)
  expect(core.engine.state.value.loaded).toMatchObject({ modelId: id })
  await core.close()
  expect(atMove).toEqual([{ pid: null, closed: true }])
})

test('the database is closed although the engine does not end', async () => {
  const engine = new FakeEngine()
  const { core, store } = await coreOver(tempFolder(), engine)
  engine.close = () => Promise.reject(new Error('Stuck'))
  await core.close()
  expect(() => store.conversations.list()).toThrow()
})

test('a start settles what the last one left: unfinished answers and runs, and what was removed a day ago', async () => {
  const folder = tempFolder()
  const { conversations, lab } = tempStore(folder)
  const settings = { systemPrompt: null, sampling: {} }
  for (const id of ['old', 'new', 'kept']) {
    lab.insertAll([aLabRun({ id, state: 'running' })])
    const messages = [aMessage({ conversationId: id, role: 'assistant', state: 'streaming', text: 'Half' })]
    conversations.append({ conversation: { id, title: id, createdAtMs: 1, settings }, messages })
  }
  conversations.setRemoved('old', Date.now() - dayMs - 1000)
  conversations.setRemoved('new', Date.now() - dayMs + 60_000)
  lab.remove(['old'], Date.now() - dayMs - 1000)
  lab.remove(['new'], Date.now() - dayMs + 60_000)
  const { core } = await coreOver(folder, new FakeEngine())
  const [half] = conversations.get('kept')?.messages ?? []
  expect(half).toMatchObject({ text: 'Half', state: 'interrupted' })
  expect(core.conversations.restore({ id: 'new' }).title).toBe('new')
  expect(() => core.conversations.restore({ id: 'old' })).toThrow('CONVERSATION_NOT_FOUND')
  core.labHistory.restore(['old', 'new'])
  expect(core.labHistory.run('kept').state).toBe('interrupted')
  expect(core.labHistory.list({}, { offset: 0, limit: 9 }).runs.map(({ id }) => id)).toEqual(['kept', 'new'])
})

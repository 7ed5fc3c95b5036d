import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { joulesPerKwh } from '#contract/energy.ts'
import { mostPlugs } from '#contract/plugs.ts'
import { createCore } from '../../../../main/core/create-core.ts'
import type { KnownAnswer } from '../../../../main/core/meter/attribution/answer-book.ts'
import type { PowerCollector } from '../../../../main/core/ports/power-collector.ts'
import { allEvents } from '../../../support/chat-bench.ts'
import { downloadHashWorker } from '../../../support/download-hash-worker.ts'
import { aFoundPlug } from '../../../support/fake-collector.ts'
import { FakeEngine } from '../../../support/fake-engine.ts'
import { FakeEstimator } from '../../../support/fake-estimator.ts'
import { emptyMachine, FakeTrash } from '../../../support/fake-trash.ts'
import { hashChild } from '../../../support/hash-child.ts'
import { steadyCollector } from '../../../support/steady-power.ts'
import { aTariff } from '../../../support/tariffs.ts'
import { tempFolder, tempStore } from '../../../support/temp-store.ts'
import { starterWithoutSources } from '../../../support/test-starter.ts'
import { writeTinyGguf } from '../../../support/tiny-gguf.ts'
import { unusedLabEngine, unusedQuantizer } from '../../../support/unused-lab.ts'

const dayMs = 24 * 60 * 60 * 1000
const watts = 24

/** A whole core with a meter that reads so much power all the time, and a model that is in memory. */
async function meteredCore(engine: FakeEngine, others: readonly PowerCollector[] = []) {
  const folder = tempFolder()
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
    powerCollectors: [steadyCollector(watts), ...others],
    plugs: {
      probe: async (address) => ({ address, kind: 'tasmota', name: ' Desk\u202E' }),
    },
    starter: starterWithoutSources(),
    hashChild,
    downloadHashWorker,
    modelsFolder: join(folder, 'models'),
    labFolder: join(join(folder, 'models'), 'lab'),
    machine: emptyMachine(),
    trash: new FakeTrash(),
    secrets: { stores: [], filePath: '' },
    now: Date.now,
  })
  onTestFinished(() => core.close())
  core.settings.change({ loadAtStart: false, tariff: aTariff() })
  core.start()
  const { id } = await core.models.add(await writeTinyGguf(join(folder, 'tiny.gguf')))
  core.models.choose(id)
  const areLive = () => core.meter.state.value.sources.filter(({ powerW }) => powerW !== null).length
  await expect.poll(areLive).toBe(1 + others.length)
  return { core, store, folder }
}

test('the message, the ledger, the state, the totals and the list of conversations say the same of an answer, to the digit', async () => {
  const { core, store } = await meteredCore(
    new FakeEngine({ prefillMs: 200, tokensPerSecond: 100, tokens: () => Array.from({ length: 30 }, () => 'word ') }),
  )
  const reading = core.meter.answers(new AbortController().signal)
  const next = reading.next()
  const ask = () => core.chat.send({ conversationId: null, parentId: null, text: 'France?' })
  const { answer } = ask()
  await allEvents(core.chat.follow(answer.id, null))
  const known: KnownAnswer | undefined = (await next).value ?? undefined
  expect(known).toMatchObject({ messageId: answer.id, conversationId: answer.conversationId })
  const { energy } = known ?? expect.unreachable('no energy')
  const windowMs = energy.prefill.durationMs + energy.decode.durationMs
  // The power is the same all the time: the joules are its product with the engine's own window.
  expect(energy.energyJ.central / ((watts * windowMs) / 1000)).toBeCloseTo(1, 6)
  expect(energy.decode).toMatchObject({ tokens: 30, isTooShort: false })
  expect(energy.money?.amount.central).toBeCloseTo((energy.energyJ.central * 0.3) / joulesPerKwh, 15)
  expect(store.conversations.message(answer.id)?.energy).toEqual(energy)
  const totals = core.meter.totals(Date.now() - dayMs, Date.now() + dayMs)
  expect(totals.answering.energyJ).toEqual(energy.energyJ)
  expect(totals.conversations.map(({ id, sum }) => [id, sum.energyJ])).toEqual([
    [answer.conversationId, energy.energyJ],
  ])
  expect(core.conversations.list().map(({ energyJ }) => energyJ)).toEqual([energy.energyJ])
  await expect
    .poll(() => core.meter.state.value)
    .toMatchObject({
      live: null,
      lastAnswer: { messageId: answer.id, energy },
      conversation: { id: answer.conversationId, sum: { energyJ: energy.energyJ } },
    })
  expect(core.meter.state.value.today.energyJ.central).toBeGreaterThan(energy.energyJ.central)
})

test('an answer in progress shows what it took so far, and a stopped one keeps it', async () => {
  const { core, store } = await meteredCore(FakeEngine.writingMarkdown(100_000, 200))
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Write' })
  await expect.poll(() => core.meter.state.value.live?.joulesPerToken?.central, { timeout: 5000 }).toBeGreaterThan(0)
  const { live, conversation } = core.meter.state.value
  expect(live?.messageId).toBe(answer.id)
  expect(conversation).toEqual({ id: answer.conversationId, sum: live?.sum })
  // At 200 tokens a second, and at fewer where the machine has other things to do.
  expect(live?.joulesPerToken?.central).toBeGreaterThan((watts / 200) * 0.5)
  expect(live?.joulesPerToken?.central).toBeLessThan((watts / 200) * 20)
  await core.chat.stop({ messageId: answer.id })
  await expect.poll(() => store.conversations.message(answer.id)?.energy?.decode.tokens).toBeGreaterThan(0)
  expect(store.conversations.message(answer.id)).toMatchObject({ state: 'stopped' })
})

test('an answer that the app’s end interrupts has its energy when the app is started again', async () => {
  const { core, folder } = await meteredCore(FakeEngine.writingMarkdown(100_000, 200))
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Write' })
  await expect.poll(() => core.meter.state.value.live?.sum.energyJ.central, { timeout: 5000 }).toBeGreaterThan(0)
  const shown = core.meter.state.value.live?.sum.energyJ.central ?? 0
  await core.close()
  const message = tempStore(folder).conversations.message(answer.id)
  expect(message).toMatchObject({ state: 'interrupted', problem: { code: 'APP_CLOSED' } })
  expect(message?.energy?.energyJ.central).toBeGreaterThanOrEqual(shown)
})

// The bug: a name with hidden characters, as the plug gave it, turns the text beside it.
test('a plug is kept in the settings under its own id, never twice, and goes again', async () => {
  const { core } = await meteredCore(new FakeEngine())
  const plug = await core.meter.addPlug('192.0.2.7')
  expect(plug).toMatchObject({ address: '192.0.2.7', kind: 'tasmota', name: 'Desk' })
  expect(core.settings.state.value.meter.plugs).toEqual([plug])
  await expect(core.meter.addPlug('192.0.2.7')).rejects.toMatchObject({
    code: 'METER_PLUG_LISTED_ALREADY',
    params: { address: '192.0.2.7' },
  })
  core.meter.removePlug(plug.id)
  expect(core.settings.state.value.meter.plugs).toEqual([])
  expect(() => core.meter.removePlug(plug.id)).toThrow(expect.objectContaining({ code: 'METER_PLUG_NOT_FOUND' }))
})

// The bug: the ninth was refused by the settings' own shape, as an error inside the app.
test('a plug more than can be read is refused in words, and those that are there stay', async () => {
  const { core } = await meteredCore(new FakeEngine())
  const addresses = Array.from({ length: mostPlugs }, (_, index) => `192.0.2.${index + 1}`)
  await Promise.all(addresses.map((address) => core.meter.addPlug(address)))
  await expect(core.meter.addPlug('192.0.2.200')).rejects.toMatchObject({
    code: 'METER_PLUGS_TOO_MANY',
    params: { most: mostPlugs },
  })
  expect(core.settings.state.value.meter.plugs.map(({ address }) => address)).toEqual(addresses)
})

test('power over time comes as columns of what the history has', async () => {
  const { core } = await meteredCore(new FakeEngine())
  const means = () => core.meter.power(Date.now() - 60_000, Date.now() + 60_000, 600).series[0]?.meanW ?? []
  await expect.poll(() => means().filter((power) => power !== null).length, { timeout: 5000 }).toBeGreaterThan(3)
  const measured = means().flatMap((power) => power ?? [])
  expect(measured.reduce((sum, power) => sum + power, 0) / measured.length).toBeCloseTo(watts, -1)
})

test('a calibration is ended by an answer, and refused while one is in progress', async () => {
  const { core } = await meteredCore(FakeEngine.writingMarkdown(100_000, 200), [
    steadyCollector(40, { ...aFoundPlug(), kind: 'counter' }),
  ])
  const signal = new AbortController().signal
  const calibration = core.meter.calibrate(signal)
  expect((await calibration.next()).value).toEqual({ step: 'rest', progress: 0 })
  const next = calibration.next()
  const { answer } = core.chat.send({ conversationId: null, parentId: null, text: 'Write' })
  await expect(next).rejects.toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
  await expect.poll(() => core.meter.state.value.live, { timeout: 5000 }).not.toBeNull()
  await expect(core.meter.calibrate(signal).next()).rejects.toMatchObject({ code: 'CALIBRATION_INTERRUPTED' })
  await core.chat.stop({ messageId: answer.id })
})

test('who reads answers’ energy and goes away is told nothing more', async () => {
  const { core } = await meteredCore(new FakeEngine())
  const gone = new AbortController()
  const reading = core.meter.answers(gone.signal).next()
  gone.abort()
  expect(await reading).toEqual({ done: true, value: undefined })
  expect(await core.meter.answers(gone.signal).next()).toEqual({ done: true, value: undefined })
})

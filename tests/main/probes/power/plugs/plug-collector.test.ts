import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { NetworkLog } from '../../../../../main/core/network/network-log.ts'
import type { PowerReading } from '../../../../../main/core/ports/power-collector.ts'
import { PlugCollector } from '../../../../../main/probes/power/plugs/plug-collector.ts'
import type { Plug } from '../../../../../preload/contract/plugs.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { type FakePlug, type FakePlugOptions, startFakePlug } from '../../../../support/fake-plug.ts'
import { integrate } from '../../../../support/integrate.ts'

const kinds = ['shelly-gen1', 'shelly-gen2', 'tasmota'] as const

function settingsWith(...plugs: Plug[]) {
  return { ...defaultSettings, meter: { ...defaultSettings.meter, plugs } }
}

/** A collector over a clock that stands while the network is at work, and the record of its requests. */
function bench(collector: 'shelly' | 'tasmota') {
  const power = new CollectorBench()
  const requests = new NetworkLog(() => 7)
  onTestFinished(() => power.end())
  return { power, requests, collector: new PlugCollector(collector, { requests, ...power.clock }) }
}

async function fakePlug(options: FakePlugOptions): Promise<FakePlug> {
  const plug = await startFakePlug(options)
  onTestFinished(() => plug.close())
  return plug
}

/** Lets a second pass, and waits until what was asked in it has been answered. */
async function second(power: CollectorBench, isAnswered: () => boolean): Promise<void> {
  power.pass(1000, undefined, 1000)
  await expect.poll(isAnswered, { timeout: 10_000, interval: 2 }).toBe(true)
}

const makerOf = (kind: Plug['kind']) => (kind === 'tasmota' ? 'tasmota' : 'shelly')

test.each(kinds)('gives the joules of a machine behind a %s', async (kind) => {
  const { power, requests, collector } = bench(makerOf(kind))
  const watts = (ms: number) => 100 + 40 * Math.sin((ms / 20_000) * 2 * Math.PI)
  const plug = await fakePlug({ kind, power: watts, monotonicNow: () => power.nowMs })
  const [source] = await power.begin(collector, settingsWith(plug.plug()))
  expect.assert(source !== undefined)
  expect(source).toMatchObject({
    id: `${makerOf(kind)}:desk`,
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'wall-metered',
    updatePeriodMs: 1000,
    name: 'Desk',
  })
  for (let reads = 1; reads <= 60; reads += 1) await second(power, () => power.readings.length > reads - 1)
  const [first, last] = [power.readings[0]?.atMs ?? 0, power.readings.at(-1)?.atMs ?? 0]
  expect(last - first).toBeGreaterThan(50_000)
  expect(integrate(power.readings, source) / plug.load.integralJ(first, last)).toBeGreaterThan(0.99)
  expect(integrate(power.readings, source) / plug.load.integralJ(first, last)).toBeLessThan(1.01)
  // Sixty requests are one entry, which ends with the reading.
  expect(requests.list()).toMatchObject([
    { purpose: 'power-plug', outcome: 'running', receivedBytes: expect.any(Number) },
  ])
  expect(requests.list()[0]?.receivedBytes).toBeGreaterThan(1000)
  power.end()
  expect(requests.list()).toMatchObject([{ outcome: 'done' }])
})

// The plug measures at some time while the request is under way: a slow network would shift each reading.
test('sets the time of a reading between question and answer', async () => {
  const { power, collector } = bench('shelly')
  const plug = await fakePlug({ kind: 'shelly-gen2', power: 50 })
  plug.answer = (request, response) => {
    power.nowMs += 400
    plug.serve(request, response)
  }
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  await expect.poll(() => power.readings).toEqual([{ kind: 'power', sourceId: 'shelly:desk', atMs: 200, watts: 50 }])
})

test('adds up a strip’s sockets', async () => {
  const { power, collector } = bench('tasmota')
  const plug = await fakePlug({ kind: 'tasmota', power: 50 })
  plug.answer = (_, response) => response.end('{"StatusSNS":{"ENERGY":{"Power":[12,30.5,0]}}}')
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  await expect.poll(() => power.readings).toMatchObject([{ watts: 42.5 }])
})

test('finds the plugs of its maker that the user named, and says where there is none', async () => {
  const shelly: Plug = { id: 'a', address: '192.0.2.1', kind: 'shelly-gen1', name: 'A' }
  const tasmota: Plug = { id: 'b', address: '192.0.2.2', kind: 'tasmota', name: 'B' }
  const both = settingsWith(shelly, tasmota)
  const { collector: shellys } = bench('shelly')
  const { collector: tasmotas } = bench('tasmota')
  expect((await shellys.detect(both)).sources.map(({ id }) => id)).toEqual(['shelly:a'])
  expect((await tasmotas.detect(both)).sources.map(({ id }) => id)).toEqual(['tasmota:b'])
  const guides = async (settings: typeof both) =>
    (await Promise.all([shellys.detect(settings), tasmotas.detect(settings)])).flatMap(({ guide }) => guide)
  expect(await guides(settingsWith())).toEqual([{ id: 'plug', state: 'missing', params: {}, command: null }])
  expect(await guides(settingsWith(tasmota))).toMatchObject([{ id: 'plug', state: 'working', params: { count: 1 } }])
})

// The bug: no machine takes −5 W, so that such readings were left out until the plug was given up as one that says nothing.
test('says nothing of the machine while power flows back', async () => {
  const { power, collector } = bench('shelly')
  const plug = await fakePlug({ kind: 'shelly-gen2', power: () => (power.nowMs === 1000 ? -5 : 1000) })
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  await expect.poll(() => power.readings).toMatchObject([{ kind: 'power', watts: 1000 }])
  await second(power, () => power.readings.length === 2)
  await second(power, () => power.readings.length === 3)
  expect(power.readings.slice(1)).toMatchObject([{ kind: 'silent' }, { kind: 'power', watts: 1000 }])
  expect(power.failures).toEqual([])
})

test.each([
  ['METER_PLUG_LOCKED', 401, '{}'],
  ['METER_PLUG_LOCKED', 200, '{"WARNING":"Need user=<username>&password=<password>"}'],
  ['METER_SOURCE_UNREADABLE', 200, '<html>'],
  ['METER_SOURCE_UNREADABLE', 200, '{"apower":"much"}'],
  ['METER_SOURCE_UNREADABLE', 200, '{"apower":1e308}'],
  ['METER_SOURCE_UNREADABLE', 200, '{"apower":NaN}'],
  ['METER_SOURCE_UNREADABLE', 500, '{"apower":12}'],
  ['METER_SOURCE_UNREADABLE', 302, '{"apower":12}'],
  ['METER_SOURCE_UNREADABLE', 200, `{"apower":12,"more":"${'x'.repeat(70_000)}"}`],
])('ends with %s after HTTP %d, and so does the record', async (code, status, body) => {
  const { power, requests, collector } = bench('shelly')
  const plug = await fakePlug({ kind: 'shelly-gen2', power: 50 })
  plug.answer = (_, response) => response.writeHead(status, { location: '/elsewhere' }).end(body)
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  await expect.poll(() => power.failures).toHaveLength(1)
  expect(Fault.from(power.failures[0]?.error).code).toBe(code)
  expect(requests.list()).toMatchObject([{ outcome: 'failed' }])
  expect(power.pendingTimers).toBe(0)
  power.end()
  expect(requests.list()).toMatchObject([{ outcome: 'failed' }])
  expect(plug.requests).toHaveLength(1)
})

test('bears two answers that do not come, and not a third in a row', async () => {
  const { power, requests, collector } = bench('shelly')
  const plug = await fakePlug({ kind: 'shelly-gen2', power: 50 })
  let answers: boolean[] = []
  plug.answer = (request, response) => {
    if (answers.shift() === false) response.destroy()
    else plug.serve(request, response)
  }
  answers = [true, false, false, true, false, false, false]
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  for (let asked = 1; asked < 7; asked += 1) {
    await expect.poll(() => plug.requests.length, { timeout: 10_000, interval: 2 }).toBe(asked)
    await expect.poll(() => power.pendingTimers, { timeout: 10_000, interval: 2 }).toBe(1)
    power.pass(1000, undefined, 1000)
  }
  await expect.poll(() => power.failures, { timeout: 10_000 }).toHaveLength(1)
  expect(Fault.from(power.failures[0]?.error)).toMatchObject({
    code: 'METER_PLUG_UNREACHABLE',
    params: { address: plug.address },
  })
  expect(power.readings).toHaveLength(2)
  expect(requests.list()).toMatchObject([{ outcome: 'failed' }])
})

test('reports a plug whose stored address is none, and asks nobody', async () => {
  const { power, requests, collector } = bench('shelly')
  await power.begin(collector, settingsWith({ id: 'a', address: 'http://x/', kind: 'shelly-gen2', name: 'A' }))
  expect(power.failures.map(({ error }) => Fault.from(error).code)).toEqual(['METER_PLUG_ADDRESS_REFUSED'])
  expect(requests.list()).toEqual([])
})

test('ends with the signal in the midst of a request, which is no failure', async () => {
  const { power, requests, collector } = bench('shelly')
  const plug = await fakePlug({ kind: 'shelly-gen2', power: 50 })
  plug.answer = () => power.end()
  await power.begin(collector, settingsWith(plug.plug()))
  power.pass(0)
  await expect.poll(() => requests.list()[0]?.outcome).toBe('done')
  await new Promise(setImmediate)
  expect(power.failures).toEqual([])
  expect(power.pendingTimers).toBe(0)
})

test('reads those plugs alone that it is asked for', async () => {
  const { power, collector } = bench('shelly')
  const [one, other] = [
    await fakePlug({ kind: 'shelly-gen2', power: 1 }),
    await fakePlug({ kind: 'shelly-gen1', power: 2 }),
  ]
  const settings = settingsWith(one.plug('one'), other.plug('other'))
  const { sources } = await collector.detect(settings)
  await power.begin(collector, settings, sources.slice(1))
  power.pass(0)
  await expect.poll(() => power.readings.map(({ sourceId }: PowerReading) => sourceId)).toEqual(['shelly:other'])
  expect(one.requests).toEqual([])
})

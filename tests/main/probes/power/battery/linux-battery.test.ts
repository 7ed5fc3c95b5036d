import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { LinuxBattery } from '../../../../../main/probes/power/battery/linux-battery.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { FakeSysfs } from '../../../../support/fake-sysfs.ts'
import { integrate } from '../../../../support/integrate.ts'

const folder = 'class/power_supply'

function supplies(all: Record<string, Record<string, string>>): FakeSysfs {
  const sysfs = new FakeSysfs()
  for (const [name, files] of Object.entries(all)) {
    for (const [file, content] of Object.entries(files)) sysfs.write({ [`${folder}/${name}/${file}`]: content })
  }
  return sysfs
}

const battery = { type: 'Battery', status: 'Discharging', power_now: '15000000', model_name: 'DELL XPS' }

function collectorOver(sysfs: FakeSysfs, bench = new CollectorBench()) {
  return new LinuxBattery({ root: sysfs.root, readText: sysfs.readText, ...bench.clock })
}

async function firstReading(sysfs: FakeSysfs) {
  const bench = new CollectorBench()
  await bench.begin(collectorOver(sysfs, bench))
  bench.pass(10)
  return bench.readings[0]
}

test('gives the joules that flow out, by current and voltage, in whatever sign', async () => {
  const sysfs = supplies({
    BAT0: { type: 'Battery', status: 'Discharging', current_now: '-1', voltage_now: '11500000' },
  })
  const bench = new CollectorBench()
  const [source] = await bench.begin(collectorOver(sysfs, bench))
  expect.assert(source !== undefined)
  // From 11.5 to 23 W in a minute.
  const set = (ms: number) =>
    sysfs.write({ [`${folder}/BAT0/current_now`]: String(-Math.round(1e6 * (1 + ms / 60_000))) })
  bench.pass(60_000, set, 500)
  expect(integrate(bench.readings, source) / (60 * 11.5 * 1.5)).toBeGreaterThan(0.99)
  expect(integrate(bench.readings, source) / (60 * 11.5 * 1.5)).toBeLessThan(1.01)
  expect(source).toMatchObject({ scope: 'whole-machine', provenance: 'device-sensor', name: 'BAT0' })
})

test('adds up several batteries, and is one source', async () => {
  const sysfs = supplies({
    AC: { type: 'Mains', online: '0' },
    BAT0: battery,
    BAT1: { ...battery, power_now: '-5000000', model_name: 'Second' },
    BAT2: { ...battery, present: '0' },
    mouse: { ...battery, scope: 'Device' },
  })
  const { sources, guide } = await collectorOver(sysfs).detect()
  expect(sources.map(({ id, name }) => [id, name])).toEqual([['battery:all', 'DELL XPS + Second']])
  expect(guide).toMatchObject([{ id: 'battery', state: 'working' }])
  expect(await firstReading(sysfs)).toMatchObject({ kind: 'power', watts: 20 })
})

// What a charger gives to the battery is not what the machine takes.
test.each(['Charging', 'Full', 'Not charging', 'Unknown'])('says nothing while it is %s', async (status) => {
  expect(await firstReading(supplies({ BAT0: { ...battery, status } }))).toMatchObject({ kind: 'silent' })
})

test('says nothing while one battery is charged and another empties', async () => {
  const sysfs = supplies({ BAT0: battery, BAT1: { ...battery, status: 'Charging' } })
  expect(await firstReading(sysfs)).toMatchObject({ kind: 'silent' })
})

test('follows the plug being pulled', async () => {
  const sysfs = supplies({ BAT0: { ...battery, status: 'Full' } })
  const bench = new CollectorBench()
  await bench.begin(collectorOver(sysfs, bench))
  bench.pass(2500)
  sysfs.write({ [`${folder}/BAT0/status`]: 'Discharging' })
  bench.pass(2000)
  expect(bench.readings.map(({ kind }) => kind)).toEqual(['silent', 'silent', 'silent', 'power', 'power'])
})

test('is not there without a battery that tells its power', async () => {
  expect((await collectorOver(new FakeSysfs()).detect()).sources).toEqual([])
  const sysfs = supplies({ BAT0: { type: 'Battery', status: 'Discharging', capacity: '80' } })
  expect(await collectorOver(sysfs).detect()).toEqual({ sources: [], locked: [], guide: [] })
})

test.each([
  ['METER_SOURCE_GONE', (sysfs: FakeSysfs) => sysfs.remove(`${folder}/BAT0`)],
  ['METER_SOURCE_UNREADABLE', (sysfs: FakeSysfs) => sysfs.write({ [`${folder}/BAT0/power_now`]: 'full' })],
])('ends with %s', async (code, spoil) => {
  const sysfs = supplies({ BAT0: battery })
  const bench = new CollectorBench()
  await bench.begin(collectorOver(sysfs, bench))
  bench.pass(100)
  spoil(sysfs)
  bench.pass(1000)
  expect(Fault.from(bench.failures[0]?.error)).toMatchObject({ code, params: { name: 'DELL XPS' } })
})

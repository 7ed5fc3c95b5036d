import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { EstimateCollector } from '../../../../../main/probes/power/estimate/estimate-collector.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { FakeSysfs } from '../../../../support/fake-sysfs.ts'
import { integrate } from '../../../../support/integrate.ts'

const facts = {
  cpuName: 'Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz',
  sockets: 1,
  physicalCores: 6,
  logicalCores: 12,
  ramBytes: 16e9,
  isVirtual: false,
}

const settings = {
  ...defaultSettings,
  meter: { ...defaultSettings.meter, cpuLimitW: 100, supply: 'gold' as const },
}

/** Watts at the wall for a load, by the published curve between 10 and 50 %. */
const wallW = (load: number) => (100 * (0.32 + (0.43 * (load - 0.1)) / 0.4) + 16 * 0.338) / 0.885

test('gives the joules of a load that swings', async () => {
  const bench = new CollectorBench()
  // Busy between 20 and 40 % of twelve threads, with a period of two seconds.
  const busyMs = (ms: number) => 12 * (0.3 * ms - 0.1 * (1000 / Math.PI) * Math.sin((ms / 1000) * Math.PI))
  const readTimes = () => ({ busy: busyMs(bench.nowMs), total: 12 * bench.nowMs })
  const collector = new EstimateCollector({ ...bench.clock, readTimes, readFacts: () => facts })
  const [source] = await bench.begin(collector, settings)
  expect.assert(source !== undefined)
  expect(source).toMatchObject({
    id: 'estimate:machine',
    scope: 'whole-machine',
    provenance: 'estimated',
    kind: 'power',
  })
  bench.pass(10_000)
  const [first, last] = [bench.readings[0]?.atMs ?? 0, bench.readings.at(-1)?.atMs ?? 0]
  // The curve is a line there, so that the mean of the load gives the mean of the power.
  const meanLoad = (busyMs(last) - busyMs(first)) / 12 / (last - first)
  const wanted = (wallW(meanLoad) * (last - first)) / 1000
  expect(last - first).toBeGreaterThan(9000)
  // A mean is a reading of the middle of its time.
  expect(bench.readings.slice(0, 2).map(({ atMs }) => atMs)).toEqual([250, 750])
  expect(integrate(bench.readings, source) / wanted).toBeGreaterThan(0.99)
  expect(integrate(bench.readings, source) / wanted).toBeLessThan(1.01)
})

// A reading from less than two looks would be the mean since the machine was started.
test('says nothing before it has looked twice, and nothing while no time was counted', async () => {
  const bench = new CollectorBench()
  let total = 1000
  const collector = new EstimateCollector({
    ...bench.clock,
    readTimes: () => ({ busy: 0, total }),
    readFacts: () => facts,
  })
  await bench.begin(collector, settings)
  bench.pass(400)
  expect(bench.readings).toEqual([])
  bench.pass(500)
  expect(bench.readings).toEqual([])
  total = 2000
  bench.pass(510)
  expect(bench.readings).toHaveLength(1)
})

test('is a range, and is always there', async () => {
  const bench = new CollectorBench()
  const collector = new EstimateCollector({
    ...bench.clock,
    platform: 'linux',
    root: new FakeSysfs().root,
    readText: () => `cpu  ${100 + bench.nowMs} 0 0 100`,
    readFacts: () => ({ ...facts, cpuName: '' }),
  })
  const [source] = await bench.begin(collector)
  expect(source?.name).toBe('')
  bench.pass(510)
  const [reading] = bench.readings
  expect.assert(reading?.kind === 'power' && typeof reading.watts === 'object')
  expect(reading.watts.high).toBeGreaterThan(3 * reading.watts.low)
})

test('works with Node’s own count where there is no other', async () => {
  const bench = new CollectorBench()
  const collector = new EstimateCollector({ ...bench.clock, platform: 'win32', readFacts: () => facts })
  await bench.begin(collector)
  bench.pass(1000)
  expect(bench.failures).toEqual([])
})

test('estimates this very machine', async () => {
  const { sources } = await new EstimateCollector().detect()
  expect(sources).toHaveLength(1)
})

test('ends with the reason where the load cannot be read', async () => {
  const bench = new CollectorBench()
  const readText = () => 'nothing'
  await bench.begin(new EstimateCollector({ ...bench.clock, platform: 'linux', readText, readFacts: () => facts }))
  bench.pass(100)
  expect(Fault.from(bench.failures[0]?.error).code).toBe('METER_SOURCE_UNREADABLE')
  expect(bench.pendingTimers).toBe(0)
})

test('reads nothing that it is not asked for', async () => {
  const bench = new CollectorBench()
  await bench.begin(new EstimateCollector({ ...bench.clock }), defaultSettings, [])
  expect(bench.pendingTimers).toBe(0)
})

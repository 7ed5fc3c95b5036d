import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { RaplCollector } from '../../../../../main/probes/power/rapl/rapl-collector.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { FakeSysfs } from '../../../../support/fake-sysfs.ts'
import { integrate } from '../../../../support/integrate.ts'

const wrapUj = 262_143_328_850

/** Zones by their folder: name and counter in µJ. */
function powercap(zones: Record<string, [name: string, energyUj: number | string]>): FakeSysfs {
  const sysfs = new FakeSysfs()
  for (const [id, [name, energyUj]] of Object.entries(zones)) {
    sysfs.write({
      [`class/powercap/${id}/name`]: name,
      [`class/powercap/${id}/energy_uj`]: String(energyUj),
      [`class/powercap/${id}/max_energy_range_uj`]: String(wrapUj),
    })
  }
  return sysfs
}

function collectorOver(sysfs: FakeSysfs, bench = new CollectorBench()) {
  const cpuInfoPath = `${sysfs.root}/cpuinfo`
  return new RaplCollector({ root: sysfs.root, cpuInfoPath, arch: 'x64', readText: sysfs.readText, ...bench.clock })
}

const energyFile = (id: string) => `class/powercap/${id}/energy_uj`

/** The energy since the start where power rises from 20 to 80 W and falls again in three seconds. */
const traceJ = (ms: number) => (50 * ms) / 1000 - ((30 * 3) / (2 * Math.PI)) * Math.sin((ms / 3000) * 2 * Math.PI)

test('gives the joules of a trace, over a wrap too', async () => {
  const startUj = wrapUj - 70e6
  const sysfs = powercap({ 'intel-rapl:0': ['package-0', startUj] })
  const bench = new CollectorBench()
  const [source] = await bench.begin(collectorOver(sysfs, bench))
  expect.assert(source !== undefined)
  bench.pass(3000, (ms) => {
    sysfs.write({ [energyFile('intel-rapl:0')]: String(Math.round((startUj + traceJ(ms) * 1e6) % wrapUj)) })
  })
  const readings = bench.readingsOf(source.id)
  expect(readings.length).toBeGreaterThanOrEqual(29)
  expect(readings.some((reading, index) => index > 0 && joulesOf(reading) < joulesOf(readings[index - 1]))).toBe(true)
  const wanted = traceJ(readings.at(-1)?.atMs ?? 0) - traceJ(readings[0]?.atMs ?? 0)
  expect(wanted).toBeGreaterThan(140)
  expect(integrate(readings, source) / wanted).toBeCloseTo(1, 3)
})

function joulesOf(reading: { kind: string; joules?: number } | undefined): number {
  return reading?.joules ?? 0
}

test('finds packages, the platform, memory and cores, each with its place', async () => {
  const sysfs = powercap({
    'intel-rapl:0': ['package-0', 1],
    'intel-rapl:0:0': ['core', 1],
    'intel-rapl:0:1': ['uncore', 1],
    'intel-rapl:0:2': ['dram', 1],
    'intel-rapl:1': ['psys', 1],
    'intel-rapl:2': ['package-1', 1],
    'intel-rapl:2:0': ['dram', 1],
  })
  sysfs.write({ 'class/powercap/intel-rapl/enabled': '1', 'class/powercap/dtpm/name': 'dtpm' })
  const { sources, locked, guide } = await collectorOver(sysfs).detect()
  expect(sources.map(({ id, scope, deviceKey }) => `${id} ${scope} ${deviceKey}`).toSorted()).toEqual([
    'rapl:intel-rapl:0 cpu-package cpu:0',
    'rapl:intel-rapl:0:0 cpu-cores cpu:0',
    'rapl:intel-rapl:0:2 memory cpu:0',
    'rapl:intel-rapl:1 platform machine',
    'rapl:intel-rapl:2 cpu-package cpu:1',
    'rapl:intel-rapl:2:0 memory cpu:1',
  ])
  expect(sources[0]).toMatchObject({ kind: 'counter', wrapJ: wrapUj / 1e6, provenance: 'device-counter' })
  expect(locked).toEqual([])
  expect(guide).toEqual([{ id: 'rapl', state: 'working', params: { count: 6 }, command: null }])
})

// Read twice, a package would count twice.
test('drops the second interface to a package that is there already, and takes it where it is the only one', async () => {
  const both = powercap({ 'intel-rapl-mmio:0': ['package-0', 1], 'intel-rapl:0': ['package-0', 1] })
  expect((await collectorOver(both).detect()).sources.map(({ id }) => id)).toEqual(['rapl:intel-rapl:0'])
  const one = powercap({ 'intel-rapl-mmio:0': ['package-0', 1] })
  expect((await collectorOver(one).detect()).sources.map(({ id }) => id)).toEqual(['rapl:intel-rapl-mmio:0'])
})

test('counts the dies of one package as two', async () => {
  const sysfs = powercap({ 'intel-rapl:0': ['package-0-die-0', 1], 'intel-rapl:1': ['package-0-die-1', 1] })
  const { sources } = await collectorOver(sysfs).detect()
  expect(sources.map(({ deviceKey }) => deviceKey)).toEqual(['cpu:0-die-0', 'cpu:0-die-1'])
})

test('says of counters that only root may read where they are, and how to unlock them', async () => {
  const sysfs = powercap({ 'intel-rapl:0': ['package-0', 1], 'intel-rapl:0:0': ['core', 1] })
  sysfs.refused.add('energy_uj')
  const { sources, locked, guide } = await collectorOver(sysfs).detect()
  expect(sources).toEqual([])
  const path = `${sysfs.root}/class/powercap/intel-rapl:0/energy_uj`
  expect(locked[0]).toMatchObject({ path, source: { id: 'rapl:intel-rapl:0' } })
  expect(locked[0]?.detail).toContain('EACCES')
  expect(guide[0]).toMatchObject({ id: 'rapl', state: 'locked', params: { path, count: 2 } })
  expect(guide[0]?.command).toContain(`chgrp ${guide[0]?.params.group} /sys/%p/energy_uj`)
})

test('tells apart a machine that could have counters from one that cannot', async () => {
  const sysfs = new FakeSysfs({ cpuinfo: 'flags\t\t: fpu vme sse2' })
  const options = { root: sysfs.root, cpuInfoPath: `${sysfs.root}/cpuinfo`, readText: sysfs.readText }
  const guideOf = async (arch: NodeJS.Architecture) => (await new RaplCollector({ ...options, arch }).detect()).guide[0]
  expect(await guideOf('x64')).toMatchObject({ state: 'missing', command: 'sudo modprobe intel_rapl_msr' })
  expect(await guideOf('arm64')).toMatchObject({ state: 'impossible', command: null })
  sysfs.write({ cpuinfo: 'flags\t\t: fpu vme hypervisor sse2' })
  expect(await guideOf('x64')).toMatchObject({ state: 'impossible', command: null })
})

test.each([
  ['METER_SOURCE_GONE', (sysfs: FakeSysfs) => sysfs.remove('class/powercap/intel-rapl:0'), { name: 'package-0' }],
  [
    'METER_SOURCE_UNREADABLE',
    (sysfs: FakeSysfs) => sysfs.write({ [energyFile('intel-rapl:0')]: '12 W' }),
    { name: 'package-0' },
  ],
  [
    'METER_SOURCE_UNREADABLE',
    (sysfs: FakeSysfs) => sysfs.write({ [energyFile('intel-rapl:0')]: '' }),
    { name: 'package-0' },
  ],
  [
    'METER_SOURCE_LOCKED',
    (sysfs: FakeSysfs) => sysfs.refused.add('intel-rapl:0/energy_uj'),
    { path: expect.any(String) },
  ],
])('ends with %s, and the other counters go on', async (code, spoil, params) => {
  const sysfs = powercap({ 'intel-rapl:0': ['package-0', 5e6], 'intel-rapl:1': ['package-1', 5e6] })
  const bench = new CollectorBench()
  await bench.begin(collectorOver(sysfs, bench))
  bench.pass(200)
  spoil(sysfs)
  bench.pass(300)
  expect(bench.failures).toEqual([{ sourceId: 'rapl:intel-rapl:0', error: expect.any(Fault) }])
  expect(Fault.from(bench.failures[0]?.error)).toMatchObject({ code, params })
  expect(bench.readingsOf('rapl:intel-rapl:1').at(-1)?.atMs).toBeGreaterThan(300)
})

test('says of a source from an earlier look, whose zone has gone, that it is gone', async () => {
  const sysfs = powercap({ 'intel-rapl:0': ['package-0', 5e6] })
  const bench = new CollectorBench()
  const collector = collectorOver(sysfs, bench)
  const { sources } = await collector.detect()
  sysfs.remove('class/powercap/intel-rapl:0')
  await bench.begin(collector, undefined, sources)
  bench.pass(100)
  expect(Fault.from(bench.failures[0]?.error)).toMatchObject({ code: 'METER_SOURCE_GONE' })
})

test('ends with the signal', async () => {
  const sysfs = powercap({ 'intel-rapl:0': ['package-0', 5e6] })
  const bench = new CollectorBench()
  await bench.begin(collectorOver(sysfs, bench))
  bench.pass(200)
  bench.end()
  expect(bench.pendingTimers).toBe(0)
})

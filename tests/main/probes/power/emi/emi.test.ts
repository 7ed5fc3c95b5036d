import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { EmiCollector } from '../../../../../main/probes/power/emi/emi.ts'
import { type EmiLibrary, type EmiRequest, openEmi } from '../../../../../main/probes/power/emi/emi-library.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { compileLibrary } from '../../../../support/compile-library.ts'
import { emiMeasurements, emiMetadata2 } from '../../../../support/emi-buffers.ts'
import { integrate } from '../../../../support/integrate.ts'
import { expectTrace, traceJoules } from '../../../../support/power-trace.ts'

const refused = new Fault('METER_LIBRARY_FAILED', { params: { library: 'DeviceIoControl', code: 0 } })

/** A machine with one meter of two channels. `measure` gives what it writes at a time. */
class FakeEmi implements EmiLibrary {
  measure: () => Buffer
  version = 2
  openCount = 0

  constructor(measure: () => Buffer) {
    this.measure = measure
  }

  async devicePaths(): Promise<string[]> {
    return ['meter']
  }

  async open() {
    this.openCount += 1
    const version = Buffer.from([this.version, 0])
    const metadata = emiMetadata2(['RAPL_Package0_PP0', 'RAPL_Package0_PKG'])
    const size = Buffer.alloc(4)
    size.writeUInt32LE(metadata.length)
    return {
      ask: async (request: EmiRequest) =>
        request === 'version'
          ? version
          : request === 'metadata'
            ? metadata
            : request === 'measurement'
              ? this.measure()
              : size,
      close: async () => {
        this.openCount -= 1
      },
    }
  }
}

function aBench() {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  return bench
}

/** Lets time pass by one reading at a time: the meter is opened and answers from a thread. */
async function passReadings(bench: CollectorBench, count: number): Promise<void> {
  for (let reading = 0; reading < count; reading += 1) {
    const before = bench.readings.length + bench.failures.length
    bench.pass(100, undefined, 100)
    const told = () => {
      bench.pass(0)
      return bench.readings.length + bench.failures.length
    }
    await expect.poll(told, { interval: 1 }).toBeGreaterThan(before)
  }
}

// The meter's clock began elsewhere, and a reading is up to 20 ms old when it is handed on.
test('gives the joules of a processor, by the time that the meter itself tells', async () => {
  const bench = aBench()
  const measuredMs: number[] = []
  const emi = new FakeEmi(() => {
    const deviceMs = bench.nowMs - (bench.nowMs % 30)
    measuredMs.push(deviceMs)
    const pkg = { joules: 5000 + traceJoules(deviceMs), deviceMs: 9e8 + deviceMs }
    return emiMeasurements([{ joules: 1, deviceMs: 9e8 + deviceMs }, pkg])
  })
  const [source, ...others] = await bench.begin(new EmiCollector({ ...bench.clock, open: async () => emi }))
  expect.assert(source !== undefined)
  expect(others).toEqual([])
  expect(source).toMatchObject({
    id: 'emi:RAPL_Package0_PKG',
    deviceKey: 'cpu:0',
    scope: 'cpu-package',
    provenance: 'device-counter',
    kind: 'counter',
    wrapJ: null,
  })
  await passReadings(bench, 50)
  // The first measurement was the look's.
  const told = measuredMs.slice(1)
  expectTrace(bench.readings, source, { fromMs: told[0] ?? Number.NaN, toMs: told.at(-1) ?? Number.NaN })
  // The third reading was handed on at once, and from then on the times are the meter's.
  expect(bench.readings.map(({ atMs }) => atMs).slice(2)).toEqual(told.slice(2))
})

test('reads through functions that are called for real, as Windows lays its structures out', async (context) => {
  const path = compileLibrary('emi', context)
  const bench = aBench()
  const collector = new EmiCollector({ ...bench.clock, open: () => openEmi({ setup: path, kernel: path }) })
  const [source, ...others] = await bench.begin(collector)
  expect.assert(source !== undefined)
  expect([source.id, others]).toEqual(['emi:RAPL_Package0_PKG', []])
  await passReadings(bench, 4)
  expect(integrate(bench.readings, source)).toBeCloseTo(10 * (bench.readings.length - 1), 6)
})

test('takes the same measurement twice for one', async () => {
  const bench = aBench()
  let deviceMs = 0
  const emi = new FakeEmi(() =>
    emiMeasurements([
      { joules: 1, deviceMs },
      { joules: 1 + deviceMs, deviceMs },
    ]),
  )
  await bench.begin(new EmiCollector({ ...bench.clock, open: async () => emi }))
  await passReadings(bench, 1)
  bench.pass(300)
  await new Promise(setImmediate)
  expect(bench.readings).toHaveLength(1)
  deviceMs = 400
  await passReadings(bench, 1)
  expect(bench.readings).toHaveLength(2)
})

test('fails where the meter refuses or writes something else, and closes it', async () => {
  const refuse = () => {
    throw refused
  }
  const cases = [
    [() => Buffer.alloc(16), 'METER_SOURCE_UNREADABLE'] as const,
    [refuse, 'METER_LIBRARY_FAILED'] as const,
  ]
  for (const [broken, code] of cases) {
    const bench = aBench()
    const emi = new FakeEmi(() =>
      emiMeasurements([
        { joules: 1, deviceMs: 1 },
        { joules: 2, deviceMs: bench.nowMs },
      ]),
    )
    await bench.begin(new EmiCollector({ ...bench.clock, open: async () => emi }))
    await passReadings(bench, 1)
    expect(emi.openCount).toBe(1)
    emi.measure = broken
    await passReadings(bench, 1)
    expect(bench.failures).toMatchObject([{ sourceId: 'emi:RAPL_Package0_PKG', error: { code } }])
    await expect.poll(() => emi.openCount).toBe(0)
  }
})

test('closes the meter with the signal', async () => {
  const bench = aBench()
  const emi = new FakeEmi(() =>
    emiMeasurements([
      { joules: 1, deviceMs: 1 },
      { joules: 2, deviceMs: bench.nowMs },
    ]),
  )
  await bench.begin(new EmiCollector({ ...bench.clock, open: async () => emi }))
  await passReadings(bench, 2)
  bench.end()
  await expect.poll(() => emi.openCount).toBe(0)
  expect(bench.failures).toEqual([])
})

test('says that a machine has no meter, or none that is known', async () => {
  const impossible = [{ id: 'emi', state: 'impossible', params: {}, command: null }]
  const none: EmiLibrary = { devicePaths: async () => [], open: () => Promise.reject(refused) }
  expect(await new EmiCollector({ open: async () => none }).detect()).toEqual({
    sources: [],
    locked: [],
    guide: impossible,
  })
  const newer = new FakeEmi(() => Buffer.alloc(32))
  newer.version = 3
  expect((await new EmiCollector({ open: async () => newer }).detect()).guide).toEqual(impossible)
  expect(newer.openCount).toBe(0)
  const locked: EmiLibrary = { devicePaths: async () => ['meter'], open: () => Promise.reject(refused) }
  expect((await new EmiCollector({ open: async () => locked }).detect()).guide).toEqual(impossible)
  const failing = await new EmiCollector({ open: () => Promise.reject(refused) }).detect()
  expect(failing.guide).toMatchObject([{ state: 'impossible', params: { detail: 'DeviceIoControl 0' } }])
})

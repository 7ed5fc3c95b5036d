import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { NvmlCollector } from '../../../../../main/probes/power/nvidia/nvml.ts'
import { type NvmlDevice, type NvmlLibrary, openNvml } from '../../../../../main/probes/power/nvidia/nvml-library.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { compileLibrary } from '../../../../support/compile-library.ts'
import { integrate } from '../../../../support/integrate.ts'
import { expectTrace, traceJoules } from '../../../../support/power-trace.ts'

const aDevice = (uuid: string, readMillijoules: NvmlDevice['readMillijoules']): NvmlDevice => ({
  uuid,
  name: `NVIDIA ${uuid}`,
  readMillijoules,
})
const libraryOf = (...devices: NvmlDevice[]): NvmlLibrary => ({ devices: async () => devices })

/** Lets time pass by one reading at a time: each answers from a thread. */
async function passReadings(bench: CollectorBench, count: number): Promise<void> {
  for (let reading = 0; reading < count; reading += 1) {
    const before = bench.readings.length
    bench.pass(100)
    await expect.poll(() => bench.readings.length + bench.failures.length, { interval: 1 }).toBeGreaterThan(before)
  }
}

function aBench(): CollectorBench {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  return bench
}

test('gives the joules of a board by its counter', async () => {
  const bench = aBench()
  const device = aDevice('GPU-1', async () => 1e15 + Math.round(traceJoules(bench.nowMs) * 1000))
  const [source] = await bench.begin(new NvmlCollector({ ...bench.clock, open: async () => libraryOf(device) }))
  expect.assert(source !== undefined)
  // The same key as nvidia-smi's: the two are never added.
  expect(source).toMatchObject({
    id: 'nvml:GPU-1',
    deviceKey: 'gpu:GPU-1',
    kind: 'counter',
    provenance: 'device-counter',
  })
  await passReadings(bench, 50)
  const [first, last] = [bench.readings[0], bench.readings.at(-1)]
  expect.assert(first !== undefined && last !== undefined)
  expectTrace(bench.readings, source, { fromMs: first.atMs, toMs: last.atMs })
})

test('reads a real library', async (context) => {
  const path = compileLibrary('nvml', context)
  const bench = aBench()
  const collector = new NvmlCollector({ ...bench.clock, open: () => openNvml(path) })
  const { guide } = await collector.detect()
  expect(guide).toEqual([
    { id: 'nvml', state: 'working', params: { device: 'NVIDIA H100 PCIe' }, command: null },
    { id: 'nvml', state: 'impossible', params: { device: 'NVIDIA GeForce GTX 1080' }, command: null },
  ])
  const [source, ...others] = await bench.begin(collector)
  expect.assert(source !== undefined)
  expect(others).toEqual([])
  await passReadings(bench, 5)
  // 25 J each time.
  expect(integrate(bench.readings, source)).toBeCloseTo((bench.readings.length - 1) * 25, 6)
})

// The bug: after an update of the driver the old handles fail for ever.
test('opens the library anew after a board was lost', async () => {
  const bench = aBench()
  let opened = 0
  let isLost = false
  const read = async () => {
    if (isLost) throw new Fault('METER_LIBRARY_FAILED', { params: { library: 'NVML', code: 15 } })
    return 1
  }
  const open = async () => {
    opened += 1
    return libraryOf(aDevice('GPU-1', read))
  }
  const collector = new NvmlCollector({ ...bench.clock, open })
  await bench.begin(collector)
  await collector.detect()
  expect(opened).toBe(1)
  isLost = true
  bench.pass(100)
  await expect.poll(() => bench.failures).toMatchObject([{ sourceId: 'nvml:GPU-1', error: { params: { code: 15 } } }])
  isLost = false
  expect((await collector.detect()).sources).toHaveLength(1)
  expect(opened).toBe(2)
})

test('tries a library again that was not there, or refused', async () => {
  const answers = [null, new Fault('METER_LIBRARY_FAILED', { params: { library: 'NVML', code: 9 } }), libraryOf()]
  const open = async () => {
    const answer = answers.shift() ?? null
    if (answer instanceof Fault) throw answer
    return answer
  }
  const collector = new NvmlCollector({ open, cards: () => ['TU116 [GeForce GTX 1660]'] })
  const device = 'TU116 [GeForce GTX 1660]'
  expect((await collector.detect()).guide).toEqual([
    { id: 'nvml', state: 'missing', params: { device }, command: null },
  ])
  expect((await collector.detect()).guide).toMatchObject([{ state: 'missing', params: { detail: 'NVML 9' } }])
  expect(await collector.detect()).toEqual({ sources: [], locked: [], guide: [] })
  expect(answers).toEqual([])
})

test('reads no board that was not found', async () => {
  const bench = aBench()
  const device = aDevice('GPU-1', async () => 1)
  const { sources } = await new NvmlCollector({ open: async () => libraryOf(device) }).detect()
  await bench.begin(new NvmlCollector({ ...bench.clock, open: async () => null }), defaultSettings, sources)
  bench.pass(100)
  await expect.poll(() => bench.failures).toMatchObject([{ error: { code: 'METER_SOURCE_GONE' } }])
})

import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { AmdSmiCollector } from '../../../../../main/probes/power/amd-smi/amd-smi.ts'
import { type AmdSmiDevice, openAmdSmi } from '../../../../../main/probes/power/amd-smi/amd-smi-library.ts'
import type { StartProcess } from '../../../../../main/probes/power/start-tool.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { compileLibrary } from '../../../../support/compile-library.ts'
import { fakeTool, type ToolAct } from '../../../../support/fake-tool.ts'
import { powerFixturePath } from '../../../../support/power-fixture.ts'
import { expectTrace, traceJoules, tracePowerW } from '../../../../support/power-trace.ts'

const never = new AbortController().signal
const list: ToolAct = { when: 'list --json', printFile: powerFixturePath('amd-smi-list.json') }
const metric: ToolAct = { when: 'metric --power --json', print: [documentOf(100, 100)] }

function documentOf(first: number, second: number): string {
  const rows = [first, second].map((value, gpu) => ({ gpu, power: { socket_power: { value, unit: 'W' } } }))
  return `${JSON.stringify({ gpu_data: rows }, null, 4)}\n`
}

/** A collector over a tool that behaves like this, and a library with these devices; its clock is real until it reads. */
function collectorOf(acts: ToolAct[], devices: AmdSmiDevice[] | null) {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  const open = async () => (devices === null ? null : { devices: async () => devices })
  return { bench, open, collector: new AmdSmiCollector({ find: () => fakeTool(...acts), open }) }
}

/** A counter that goes at so many watts, by real time. */
const aDevice = (pciAddress: string, watts: number): AmdSmiDevice => ({
  pciAddress,
  readJoules: async () => (performance.now() / 1000) * watts,
})

// The bug: a counter whose steps are not what the card says they are is believed, and is wrong by whole factors.
test('believes a counter that agrees with the power, and reads the other card by its power', async () => {
  const devices = [aDevice('0000:03:00.0', 102), aDevice('0000:83:00.0', 1000)]
  const { sources, guide } = await collectorOf([list, metric], devices).collector.detect(defaultSettings, never)
  expect(
    sources.map(({ id, kind, provenance, deviceKey, updatePeriodMs }) => [
      id,
      kind,
      provenance,
      deviceKey,
      updatePeriodMs,
    ]),
  ).toEqual([
    ['amd-smi:0000:03:00.0', 'counter', 'device-counter', 'gpu:0000:03:00.0', 100],
    ['amd-smi:0000:83:00.0', 'power', 'device-sensor', 'gpu:0000:83:00.0', 1000],
  ])
  expect(guide.map(({ state }) => state)).toEqual(['working', 'working'])
})

test('believes no counter that stands still or refuses', async () => {
  const refuses: AmdSmiDevice = {
    pciAddress: '0000:83:00.0',
    readJoules: () => Promise.reject(new Fault('METER_LIBRARY_FAILED', { params: { library: 'AMD SMI', code: 43 } })),
  }
  const { collector } = collectorOf(
    [list, metric],
    [{ pciAddress: '0000:03:00.0', readJoules: async () => 7 }, refuses],
  )
  expect((await collector.detect(defaultSettings, never)).sources.map(({ kind }) => kind)).toEqual(['power', 'power'])
})

test('gives the joules of a card by its counter', async () => {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  let isReading = false
  const device: AmdSmiDevice = {
    pciAddress: '0000:03:00.0',
    readJoules: async () => (isReading ? traceJoules(bench.nowMs) : (performance.now() / 1000) * 100),
  }
  // What is looked for takes real time; what is read takes the bench's.
  const monotonicNow = () => (isReading ? bench.nowMs : performance.now())
  const setTimer = (callback: () => void, delayMs: number) => {
    if (isReading) return bench.clock.setTimer(callback, delayMs)
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  }
  const options = {
    monotonicNow,
    setTimer,
    find: () => fakeTool(list, metric),
    open: async () => ({ devices: async () => [device] }),
  }
  const collector = new AmdSmiCollector(options)
  const [source] = (await collector.detect(defaultSettings, never)).sources
  expect.assert(source?.kind === 'counter')
  isReading = true
  await bench.begin(collector, defaultSettings, [source])
  for (let reading = 0; reading < 51; reading += 1) {
    bench.pass(100)
    await expect.poll(() => bench.readings.length, { interval: 1 }).toBeGreaterThan(reading)
  }
  const [first, last] = [bench.readings[0], bench.readings.at(-1)]
  expect.assert(first !== undefined && last !== undefined)
  expectTrace(bench.readings, source, { fromMs: first.atMs, toMs: last.atMs })
})

test('gives the joules of a card by the power that the tool prints each second', async () => {
  const documents = Array.from({ length: 41 }, (_, index) => documentOf(tracePowerW(index * 100), 1))
  // Whatever a pipe cuts, and what Python warns of, is no document.
  const print = documents.flatMap((text) => [text.slice(0, 60), text.slice(60), 'WARNING: slow\n'])
  const watch: ToolAct = { when: 'metric --power --json --watch 1', print, stays: true }
  const { bench, open } = collectorOf([], null)
  let readings = 0
  const monotonicNow = () => 100 * readings++
  const collector = new AmdSmiCollector({ open, monotonicNow, find: () => fakeTool(watch, list, metric) })
  const { sources } = await collector.detect(defaultSettings, never)
  expect(sources.map(({ kind }) => kind)).toEqual(['power', 'power'])
  const [card] = sources
  expect.assert(card !== undefined)
  readings = 0
  await bench.begin(collector, defaultSettings, [card])
  await expect.poll(() => bench.readings.length).toBe(41)
  expectTrace(bench.readings, card, { toMs: 4000 })
})

test('finds cards in a real library, and judges their counters', async (context) => {
  const library = await openAmdSmi(compileLibrary('amd-smi', context))
  const devices = await library.devices()
  expect(devices.map(({ pciAddress }) => pciAddress)).toEqual(['0000:03:00.0', '0001:8a:05.1'])
  const acts: ToolAct[] = [
    { when: 'list', print: ['[{"gpu":0,"bdf":"0000:03:00.0"},{"gpu":1,"bdf":"0001:8A:05.1"}]\n'] },
    metric,
  ]
  const collector = new AmdSmiCollector({ find: () => fakeTool(...acts), open: async () => library })
  const { sources } = await collector.detect(defaultSettings, never)
  expect(sources.map(({ id, kind }) => [id, kind])).toEqual([
    ['amd-smi:0000:03:00.0', 'counter'],
    ['amd-smi:0001:8a:05.1', 'power'],
  ])
})

test('fails where the tool ends, and names what it said', async () => {
  const watch: ToolAct = { when: '--watch', complain: 'AMDSMI_STATUS_DRIVER_NOT_LOADED', exitCode: 31 }
  const { bench, collector } = collectorOf([watch, list, metric], null)
  await bench.begin(collector)
  await expect.poll(() => bench.failures.length).toBe(2)
  expect(bench.failures[0]?.error).toMatchObject({
    code: 'METER_TOOL_FAILED',
    detail: 'exit 31\nAMDSMI_STATUS_DRIVER_NOT_LOADED',
  })
})

test('says what a machine with a card of AMD lacks', async () => {
  const dead: ToolAct = { when: 'list', complain: 'amdgpu is not loaded', exitCode: 2 }
  expect((await collectorOf([dead], null).collector.detect(defaultSettings, never)).guide).toMatchObject([
    { id: 'amd-smi', state: 'missing', params: { tool: 'amd-smi', detail: 'exit 2\namdgpu is not loaded' } },
  ])
  const options = { find: () => null, open: async () => null, cards: () => ['Navi 31 [Radeon RX 7900 XTX]'] }
  expect((await new AmdSmiCollector(options).detect(defaultSettings, never)).guide).toMatchObject([
    { id: 'amd-smi', state: 'missing', params: { device: 'Navi 31 [Radeon RX 7900 XTX]' } },
  ])
  const quiet: ToolAct = { when: 'metric', print: ['[{"gpu":0,"power":{"socket_power":"N/A"}}]\n'] }
  const found = await collectorOf([list, quiet], null).collector.detect(defaultSettings, never)
  expect(found.sources).toEqual([])
  expect(found.guide.map(({ state }) => state)).toEqual(['impossible', 'impossible'])
})

// The bug: Python is started each minute, for cards that are known.
test('asks the tool again only where it failed, or the system lists other cards', async () => {
  let asked = 0
  let cards = ['one']
  const watch: ToolAct = { when: '--watch', exitCode: 1 }
  const find = () => fakeTool(watch, list, metric)
  const start: StartProcess = (...parameters) => {
    asked += 1
    return spawn(...parameters)
  }
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  const collector = new AmdSmiCollector({ find, start, open: async () => null, cards: () => cards })
  const first = await collector.detect(defaultSettings, never)
  expect(await collector.detect(defaultSettings, never)).toEqual(first)
  expect(asked).toBe(2)
  cards = ['one', 'two']
  await collector.detect(defaultSettings, never)
  expect(asked).toBe(4)
  await bench.begin(collector)
  await expect.poll(() => bench.failures.length).toBe(2)
  await collector.detect(defaultSettings, never)
  expect(asked).toBe(7)
})

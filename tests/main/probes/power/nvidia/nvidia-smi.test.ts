import { expect, onTestFinished, test } from 'vitest'
import { NvidiaSmiCollector } from '../../../../../main/probes/power/nvidia/nvidia-smi.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { fakeTool, type ToolAct } from '../../../../support/fake-tool.ts'
import { powerFixture, powerFixturePath } from '../../../../support/power-fixture.ts'
import { expectTrace, tracePowerW } from '../../../../support/power-trace.ts'

const never = new AbortController().signal
const help: ToolAct = { when: '--help-query-gpu', printFile: powerFixturePath('nvidia-smi-help.txt') }
const oneCard: ToolAct = { when: '=name,uuid', print: ['NVIDIA GeForce RTX 4060, GPU-1, 25.31, 24.90, 25.31\n'] }

/** A collector over a `nvidia-smi` that behaves like this, ten lines a second by the bench's clock. */
function collectorOf(acts: ToolAct[], { cards = 1, bench = new CollectorBench() } = {}) {
  onTestFinished(() => bench.end())
  let lines = 0
  const monotonicNow = () => Math.floor(lines++ / cards) * 100
  return { bench, collector: new NvidiaSmiCollector({ ...bench.clock, monotonicNow, find: () => fakeTool(...acts) }) }
}

test('gives the joules of a board by its average over a second', async () => {
  // The average that the board tells at a time is that of the second before it.
  const lines = Array.from({ length: 61 }, (_, index) => `GPU-1, ${tracePowerW(index * 100 - 500)}, [N/A], 1\n`)
  const watch: ToolAct = { when: '-lms 100', print: lines, stays: true }
  const { bench, collector } = collectorOf([help, oneCard, watch])
  const [source] = await bench.begin(collector)
  expect.assert(source !== undefined)
  expect(source).toMatchObject({
    id: 'nvidia-smi:GPU-1',
    name: 'NVIDIA GeForce RTX 4060',
    deviceKey: 'gpu:GPU-1',
    scope: 'gpu-board',
    provenance: 'device-sensor',
    updatePeriodMs: 1000,
    kind: 'power',
    errorShare: { below: expect.closeTo(0.099, 3), above: expect.closeTo(0.064, 3) },
  })
  await expect.poll(() => bench.readings.length).toBe(61)
  expectTrace(bench.readings.slice(5), source, { toMs: 5500 })
  expect(bench.readings[5]).toMatchObject({ atMs: 0, watts: tracePowerW(0) })
})

// The bugs: a column of one card read as another's; half a line; a board without `average` read as 0 W.
test('gives the joules of two boards out of broken and partial lines, each by its own field', async () => {
  const queried = ['NVIDIA A100, GPU-A, [N/A], 60.00, 59.00\n', 'NVIDIA RTX 4090, GPU-B, 20.00, 21.00, 20.00\n']
  const pieces = Array.from({ length: 51 }, (_, index) => {
    const watts = tracePowerW(index * 100)
    return [
      `GPU-A, [N/A], ${watts}, 1\nGPU-`,
      `B, ${2 * watts}, 3, 4\nGPU-B, 12\nUnable to deter`,
      'mine the handle\n\n',
    ]
  })
  const watch: ToolAct = { when: '-lms 100', print: pieces.flat(), stays: true }
  const { bench, collector } = collectorOf([help, { when: '=name,uuid', print: queried }, watch], { cards: 2 })
  const [a100, rtx] = await bench.begin(collector)
  expect.assert(a100 !== undefined && rtx !== undefined)
  expect([a100.updatePeriodMs, rtx.updatePeriodMs]).toEqual([100, 1000])
  await expect.poll(() => bench.readings.length).toBe(102)
  expectTrace(bench.readingsOf(a100.id), a100, { toMs: 5000 })
  const halves = bench
    .readingsOf(rtx.id)
    .map((one) => (one.kind === 'power' ? { ...one, watts: Number(one.watts) / 2 } : one))
  expectTrace(halves, rtx, { toMs: 5000 })
})

test('reads an old driver by the one field that it has', async () => {
  const oldHelp: ToolAct = { when: '--help-query-gpu', print: ['"uuid" or "gpu_uuid"\nx\n"power.draw"\ny\n'] }
  const watch: ToolAct = {
    when: '--query-gpu=uuid,power.draw --format=csv,noheader,nounits -lms 100',
    print: ['GPU-1, 7.5\n'],
    stays: true,
  }
  const card: ToolAct = { when: '=name,uuid,power.draw --format', print: ['NVIDIA GeForce GTX 1080, GPU-1, 7.00\n'] }
  const { bench, collector } = collectorOf([oldHelp, card, watch])
  const [source] = await bench.begin(collector)
  expect(source?.updatePeriodMs).toBe(100)
  await expect
    .poll(() => bench.readings)
    .toEqual([{ kind: 'power', sourceId: 'nvidia-smi:GPU-1', atMs: 0, watts: 7.5 }])
})

// A laptop's card that sleeps, and one that is reset, say [N/A] for a while.
test('is silent while a board says nothing, and mixes no other field in', async () => {
  const print = ['GPU-1, 20.00, 30.00, 20.00\n', 'GPU-1, [N/A], 30.00, 20.00\n', 'GPU-1, 21.00, 30.00, 20.00\n']
  const { bench, collector } = collectorOf([help, oneCard, { when: '-lms', print, stays: true }])
  await bench.begin(collector)
  await expect.poll(() => bench.readings.map(({ kind }) => kind)).toEqual(['power', 'silent', 'power'])
  expect(bench.readings[2]).toMatchObject({ watts: 21 })
})

test('fails each of its sources where the tool ends, with what it said', async () => {
  const queried = ['NVIDIA H100, GPU-A, 60.00, 60.00, 59.00\n', 'NVIDIA H100, GPU-B, 20.00, 21.00, 20.00\n']
  const watch: ToolAct = {
    when: '-lms 100',
    print: ['GPU-A, 60.00, 61.00, 60.00\n'],
    complain: 'GPU is lost',
    exitCode: 15,
  }
  const { bench, collector } = collectorOf([help, { when: '=name,uuid', print: queried }, watch])
  await bench.begin(collector)
  await expect.poll(() => bench.failures.length).toBe(2)
  expect(bench.failures.map(({ sourceId }) => sourceId)).toEqual(['nvidia-smi:GPU-A', 'nvidia-smi:GPU-B'])
  expect(bench.failures[0]?.error).toMatchObject({
    code: 'METER_TOOL_FAILED',
    params: { tool: 'nvidia-smi' },
    detail: 'exit 15\nGPU is lost',
  })
})

test('says that the driver does not run', async () => {
  const dead: ToolAct = { when: 'query-gpu', print: [powerFixture('nvidia-smi-no-driver.txt')], exitCode: 9 }
  const { sources, guide } = await collectorOf([dead]).collector.detect(defaultSettings, never)
  expect(sources).toEqual([])
  expect(guide).toMatchObject([{ id: 'nvidia', state: 'missing', params: { tool: 'nvidia-smi' } }])
  expect(guide[0]?.params.detail).toMatch(/^exit 9\nNVIDIA-SMI has failed/)
})

// In a slice of a shared card (MIG), and on old laptops, no field is a number.
test('offers no source for a board that does not measure', async () => {
  const card: ToolAct = { when: '=name,uuid', print: ['NVIDIA A100 MIG 1g.5gb, GPU-1, [N/A], [N/A], [N/A]\n'] }
  const { sources, guide } = await collectorOf([help, card]).collector.detect(defaultSettings, never)
  expect(sources).toEqual([])
  expect(guide).toEqual([
    { id: 'nvidia', state: 'impossible', params: { device: 'NVIDIA A100 MIG 1g.5gb' }, command: null },
  ])
})

test('takes a machine without the tool for one without NVIDIA, unless it has a card', async () => {
  const detect = (cards: string[]) =>
    new NvidiaSmiCollector({ find: () => null, cards: () => cards }).detect(defaultSettings, never)
  expect(await detect([])).toEqual({ sources: [], locked: [], guide: [] })
  expect((await detect(['0000:01:00.0'])).guide).toEqual([
    { id: 'nvidia', state: 'missing', params: { device: '0000:01:00.0', tool: 'nvidia-smi' }, command: null },
  ])
})

test('tells that the tool was taken away', async () => {
  const { bench, collector } = collectorOf([help, oneCard])
  const { sources } = await collector.detect(defaultSettings, never)
  await bench.begin(new NvidiaSmiCollector({ find: () => null }), defaultSettings, sources)
  expect(bench.failures).toMatchObject([{ sourceId: 'nvidia-smi:GPU-1', error: { code: 'METER_SOURCE_GONE' } }])
})

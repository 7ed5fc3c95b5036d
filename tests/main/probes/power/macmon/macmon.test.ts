import { expect, onTestFinished, test } from 'vitest'
import { MacmonCollector } from '../../../../../main/probes/power/macmon/macmon.ts'
import { defaultSettings } from '../../../../../preload/contract/settings.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { fakeTool, type ToolAct } from '../../../../support/fake-tool.ts'
import { powerFixture } from '../../../../support/power-fixture.ts'
import { expectTrace, tracePowerW } from '../../../../support/power-trace.ts'

const never = new AbortController().signal
const [line = '', oldLine = ''] = powerFixture('macmon-pipe.jsonl').split('\n')
const once = (print: string): ToolAct => ({ when: 'pipe -s 1', print: [`${print}\n`] })

function collectorOf(...acts: ToolAct[]) {
  const bench = new CollectorBench()
  onTestFinished(() => bench.end())
  let lines = 0
  const monotonicNow = () => 250 + 500 * lines++
  return { bench, collector: new MacmonCollector({ ...bench.clock, monotonicNow, find: () => fakeTool(...acts) }) }
}

test('finds the whole Mac, its chip and its memory in what macmon prints', async () => {
  const { sources, guide } = await collectorOf(once(line)).collector.detect(defaultSettings, never)
  expect(sources.map(({ id, scope, provenance }) => [id, scope, provenance])).toEqual([
    ['macmon:all_power', 'cpu-and-gpu', 'vendor-model'],
    ['macmon:sys_power', 'whole-machine', 'vendor-model'],
    ['macmon:ram_power', 'memory', 'vendor-model'],
  ])
  expect(guide).toEqual([{ id: 'macmon', state: 'working', params: { tool: 'macmon' }, command: null }])
})

// The bug: a Mac that does not tell takes 0 W in all.
test('offers nothing that this Mac or this version does not tell', async () => {
  const idsOf = async (print: string) =>
    (await collectorOf(once(print)).collector.detect(defaultSettings, never)).sources.map(({ id }) => id)
  expect(await idsOf(oldLine)).toEqual(['macmon:all_power', 'macmon:sys_power'])
  expect(await idsOf(oldLine.replace('"sys_power":5.876533', '"sys_power":0.0'))).toEqual(['macmon:all_power'])
})

test('gives the joules of each, by lines that come in pieces and with some that are broken', async () => {
  const pieces = Array.from({ length: 41 }, (_, index) => {
    // Each line is the mean of the half second before it.
    const watts = tracePowerW(index * 500)
    const text = JSON.stringify({ ...JSON.parse(line), all_power: watts, sys_power: watts * 2, ram_power: 0 })
    return [text.slice(0, 30), `${text.slice(30)}\n`, '{"all_power":"much"}\nnot JSON\n']
  })
  const { bench, collector } = collectorOf(once(line), { when: 'pipe -i 500', print: pieces.flat(), stays: true })
  const sources = await bench.begin(collector)
  await expect.poll(() => bench.readings.length).toBe(41 * 3)
  const [chip, mac, memory] = sources
  expect.assert(chip !== undefined && mac !== undefined && memory !== undefined)
  expectTrace(bench.readingsOf(chip.id), chip, { toMs: 20_000 })
  const halves = bench
    .readingsOf(mac.id)
    .map((one) => (one.kind === 'power' ? { ...one, watts: Number(one.watts) / 2 } : one))
  expectTrace(halves, mac, { toMs: 20_000 })
  expect(new Set(bench.readingsOf(memory.id).map(({ kind }) => kind))).toEqual(new Set(['silent']))
})

test('fails all that it reads where macmon ends', async () => {
  const { bench, collector } = collectorOf(once(line), { when: 'pipe -i', complain: 'no IOReport', exitCode: 1 })
  await bench.begin(collector)
  await expect.poll(() => bench.failures.length).toBe(3)
  expect(bench.failures[0]?.error).toMatchObject({
    code: 'METER_TOOL_FAILED',
    params: { tool: 'macmon' },
    detail: 'exit 1\nno IOReport',
  })
})

test('says how to install it, and what it said where it cannot work', async () => {
  const missing = await new MacmonCollector({ find: () => null }).detect(defaultSettings, never)
  expect(missing.guide).toEqual([
    { id: 'macmon', state: 'missing', params: { tool: 'macmon' }, command: 'brew install macmon' },
  ])
  const broken = collectorOf({ when: 'pipe', complain: 'Intel is not supported', exitCode: 1 })
  expect((await broken.collector.detect(defaultSettings, never)).guide).toMatchObject([
    { state: 'impossible', params: { detail: 'exit 1\nIntel is not supported' }, command: null },
  ])
})

test('tells that macmon was taken away', async () => {
  const { bench, collector } = collectorOf(once(line))
  const { sources } = await collector.detect(defaultSettings, never)
  await bench.begin(new MacmonCollector({ find: () => null }), defaultSettings, sources)
  expect(bench.failures).toHaveLength(3)
  expect(bench.failures[0]).toMatchObject({ error: { code: 'METER_SOURCE_GONE' } })
})

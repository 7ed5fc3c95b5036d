import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { powerSourceSchema } from '#contract/meter.ts'
import { Fault } from '../../../../main/core/fault.ts'
import type { HistorySource, PowerPiece } from '../../../../main/core/ports/power-history-repository.ts'
import { aFoundGpu, aFoundPlug, aFoundSource, FakeCollector } from '../../../support/fake-collector.ts'
import { settle } from '../../../support/manual-clock.ts'
import { PowerBench, startedBench } from '../../../support/power-bench.ts'

const cpu = aFoundSource()
const gpu = aFoundGpu()
const plug = aFoundPlug()

let bench: PowerBench
afterEach(() => bench.sources.close())

/** The state of a source as it is shown. */
const shown = (id: string) => bench.sources.state.value.find((source) => source.id === id)
const chargedIds = () => bench.sources.state.value.filter(({ isCharged }) => isCharged).map(({ id }) => id)
const lastCollector = () => bench.collectors.at(-1) ?? expect.unreachable('no collector')

test('a counter and a sensor are added, and agree with their traces to 1 %', async () => {
  bench = await startedBench([cpu], [gpu])
  bench.play(cpu, (atMs) => (atMs % 2000 < 1000 ? 15 : 65))
  bench.play(gpu, (atMs) => 100 + 50 * Math.sin(atMs / 700))
  await bench.run(1000)
  const fromMs = bench.clock.nowMs
  await bench.run(20_000)
  const toMs = bench.clock.nowMs - 500
  const energy = bench.sources.between(fromMs, toMs) ?? expect.unreachable('nothing charged')
  const ofGpu = (100 * (toMs - fromMs) + 50 * 700 * (Math.cos(fromMs / 700) - Math.cos(toMs / 700))) / 1000
  const ofCpu = energy.shares.find(({ sourceId }) => sourceId === cpu.id)?.energyJ.central ?? 0
  expect(Math.abs(energy.energyJ.central - ofCpu - ofGpu) / ofGpu).toBeLessThan(0.01)
  expect(Math.abs(ofCpu - 10 * 80 + 7.5)).toBeLessThan(8)
  expect(energy).toMatchObject({
    coveredMs: expect.closeTo(toMs - fromMs),
    provenance: 'device-sensor',
    scopes: ['cpu-package', 'gpu-board'],
    leavesOut: ['memory', 'board-and-supply'],
    updatePeriodMs: 100,
  })
})

test('what is shown: the live power, what is charged, and what covers the others', async () => {
  bench = await startedBench([cpu, aFoundSource({ id: 'rapl:core', scope: 'cpu-cores' })], [gpu])
  expect(bench.sources.isRunning.value).toBe(true)
  expect(shown(cpu.id)).toMatchObject({ state: 'starting', powerW: null, isCharged: false })
  bench.play(cpu, () => 20)
  bench.play(aFoundSource({ id: 'rapl:core', scope: 'cpu-cores' }), () => 12)
  bench.play(gpu, () => 100)
  await bench.run(2000)
  expect(shown(cpu.id)).toMatchObject({ state: 'live', powerW: { central: expect.closeTo(20) }, isCharged: true })
  expect(shown('rapl:core')).toMatchObject({
    isCharged: false,
    coveredById: cpu.id,
    powerW: { central: expect.closeTo(12) },
  })
  expect(bench.sources.charged.value).toMatchObject({
    powerW: { central: expect.closeTo(120) },
    scopes: ['cpu-package', 'gpu-board'],
  })
})

test('nothing is settled before each charged source was read after it', async () => {
  bench = await startedBench([cpu], [plug])
  bench.play(plug, () => 80)
  await bench.run(3000)
  const settled: number[] = []
  const stop = bench.sources.subscribe(() => settled.push(bench.sources.settledUntilMs))
  await bench.run(2000)
  stop()
  expect(settled).toHaveLength(2)
  expect(bench.clock.nowMs - bench.sources.settledUntilMs).toBeLessThanOrEqual(1000)
  expect(bench.sources.settledUntilMs).toBeLessThanOrEqual(bench.clock.nowMs)
})

// An answer over the plug's death: 80 W by the plug for 5 s, then 30 W by the package, and never both for one instant.
test('a plug that dies in mid-window leaves the rest to the next best', async () => {
  bench = await startedBench([cpu], [plug])
  bench.play(cpu, () => 30)
  bench.play(plug, () => 80)
  await bench.run(3000)
  const fromMs = bench.clock.nowMs
  await bench.run(5000)
  bench.play(plug, () => null)
  await bench.run(300)
  lastCollector().fail(plug.id, new Fault('METER_PLUG_UNREACHABLE', { params: { address: '192.0.2.7' } }))
  await bench.run(5000)
  const toMs = bench.clock.nowMs - 300
  const energy = bench.sources.between(fromMs, toMs) ?? expect.unreachable('nothing charged')
  const ofPlugMs = (energy.shares.find(({ sourceId }) => sourceId === plug.id)?.energyJ.central ?? 0) / 0.08
  expect(ofPlugMs).toBeGreaterThanOrEqual(4000)
  expect(ofPlugMs).toBeLessThanOrEqual(5000)
  const expected = 0.08 * ofPlugMs + 0.03 * (toMs - fromMs - ofPlugMs)
  expect(energy.energyJ.central).toBeCloseTo(expected)
  expect(energy.coveredMs).toBeCloseTo(toMs - fromMs)
  expect(energy.provenance).toBe('device-counter')
  expect(energy.shares.map(({ sourceId }) => sourceId)).toEqual([plug.id, cpu.id])
  expect(energy.leavesOut).toEqual(['memory', 'board-and-supply'])
  expect(bench.sources.settledUntilMs).toBeGreaterThan(toMs)
  expect(shown(plug.id)).toMatchObject({ state: 'failed', problem: { code: 'METER_PLUG_UNREACHABLE' } })
})

test('what was settled stays as it was when another source is charged', async () => {
  bench = await startedBench([cpu], [plug])
  bench.play(cpu, () => 30)
  await bench.run(5000)
  const fromMs = bench.clock.nowMs - 4000
  const toMs = bench.sources.settledUntilMs
  const before = bench.sources.between(fromMs, toMs)
  bench.play(plug, () => 80)
  await bench.run(5000)
  expect(chargedIds()).toEqual([plug.id])
  expect(bench.sources.between(fromMs, toMs)).toEqual(before)
})

test('a source that is late is given up for that time, and charged again when it is heard', async () => {
  bench = await startedBench([cpu], [gpu])
  bench.play(cpu, () => 30)
  bench.play(gpu, () => 100)
  await bench.run(3000)
  const lateFromMs = bench.clock.nowMs
  bench.play(gpu, () => null)
  await bench.run(1900)
  expect(bench.sources.settledUntilMs).toBeLessThanOrEqual(lateFromMs)
  expect(chargedIds()).toEqual([cpu.id, gpu.id])
  await bench.run(600)
  expect(bench.sources.settledUntilMs).toBeGreaterThan(lateFromMs + 2000)
  expect(chargedIds()).toEqual([cpu.id])
  expect(shown(gpu.id)).toMatchObject({ state: 'live', powerW: null })
  expect(bench.sources.between(lateFromMs + 100, lateFromMs + 1900)).toMatchObject({
    coveredMs: expect.closeTo(1800),
    scopes: ['cpu-package'],
    shares: [{ sourceId: cpu.id }],
  })
  await bench.run(2000)
  bench.play(gpu, () => 100)
  await bench.run(1000)
  expect(chargedIds()).toEqual([cpu.id, gpu.id])
  const energy = bench.sources.between(lateFromMs, bench.clock.nowMs - 200)
  const ofGpu = energy?.shares.find(({ sourceId }) => sourceId === gpu.id)?.energyJ.central ?? 0
  expect(ofGpu).toBeLessThan(110)
})

test('a source that fails is tried again with growing pauses, and the others of its collector go on', async () => {
  const second = aFoundSource({ id: 'rapl:intel-rapl:1', deviceKey: 'cpu:1' })
  bench = await startedBench([cpu, second])
  const collector = lastCollector()
  bench.play(cpu, () => 30)
  bench.play(second, () => 30)
  await bench.run(1000)
  const pauses: number[] = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    collector.fail(second.id, new Fault('METER_SOURCE_UNREADABLE', { params: { name: 'package-1' } }))
    await bench.run(400)
    const { retryAtMs = 0 } = shown(second.id) ?? {}
    const pauseMs = (retryAtMs ?? 0) - bench.clock.now()
    pauses.push(Math.round(pauseMs / 1000))
    expect(collector.reads.at(-1)?.signal.aborted).toBe(false)
    bench.play(second, () => null)
    await bench.run(pauseMs + 500)
    expect(collector.reading).toEqual([cpu.id, second.id])
  }
  expect(pauses).toEqual([5, 15, 45, 135, 300, 300])
  expect(shown(cpu.id)?.state).toBe('live')
})

// The bug: a retry that was due by the time of day waits for a day where that is set back by one, and does not wait where it is set forward.
test.each([-86_400_000, 86_400_000])(
  'a clock that is set by %d ms changes nothing of when a source is tried again',
  async (setByMs) => {
    bench = await startedBench([cpu])
    bench.play(cpu, () => 30)
    await bench.run(1000)
    lastCollector().fail(cpu.id, new Fault('METER_SOURCE_UNREADABLE', { params: { name: 'package-0' } }))
    bench.clock.epochOffsetMs += setByMs
    await bench.run(4000)
    expect(shown(cpu.id)?.state).toBe('failed')
    const pauseMs = (shown(cpu.id)?.retryAtMs ?? 0) - bench.clock.now()
    expect(pauseMs).toBeGreaterThan(0)
    expect(pauseMs).toBeLessThanOrEqual(1400)
    await bench.run(2000)
    expect(shown(cpu.id)?.state).toBe('live')
  },
)

test('a source that was well for a minute is tried again soon', async () => {
  bench = await startedBench([cpu])
  bench.play(cpu, () => 30)
  const fault = new Fault('METER_SOURCE_UNREADABLE', { params: { name: 'package-0' } })
  for (const runMs of [1000, 5500, 15_500]) {
    await bench.run(runMs)
    lastCollector().fail(cpu.id, fault)
  }
  await bench.run(46_000 + 61_000)
  lastCollector().fail(cpu.id, fault)
  await bench.run(5500)
  expect(shown(cpu.id)?.state).toBe('live')
})

// A tool that hangs says nothing of it.
test('a source that goes quiet is dropped and read anew', async () => {
  bench = await startedBench([cpu])
  bench.play(cpu, () => 30)
  await bench.run(1000)
  bench.play(cpu, () => null)
  await bench.run(16_000)
  expect(shown(cpu.id)).toMatchObject({ state: 'failed', problem: { code: 'METER_SOURCE_GONE' } })
  expect(lastCollector().reading).toEqual([])
  bench.play(cpu, () => 30)
  await bench.run(6000)
  expect(shown(cpu.id)?.state).toBe('live')
})

test('a check tries at once what failed, finds what is new, and gives the guide', async () => {
  bench = await startedBench([cpu], [gpu])
  const collector = lastCollector()
  collector.fail(gpu.id, new Error('exit 9'))
  await bench.run(400)
  expect(shown(gpu.id)).toMatchObject({ state: 'failed', problem: { code: 'INTERNAL', detail: 'exit 9' } })
  const entry = { id: 'nvidia' as const, state: 'working' as const, params: {}, command: null }
  collector.guide = [entry, entry]
  expect(await bench.sources.check()).toEqual([entry])
  expect(collector.reading).toEqual([gpu.id])
  expect(bench.sources.guide()).toEqual([entry])
})

test('each minute it is looked again: what was plugged in is read, and what is gone says so', async () => {
  bench = await startedBench([gpu])
  const collector = lastCollector()
  const second = aFoundGpu({ id: 'nvidia-smi:GPU-2', deviceKey: 'gpu:GPU-2' })
  bench.play(gpu, () => 50)
  bench.play(second, () => 60)
  await bench.run(1000)
  collector.found = [gpu, second]
  await bench.run(61_000)
  expect(chargedIds()).toEqual([gpu.id, second.id])
  collector.found = [second]
  await bench.run(61_000)
  expect(shown(gpu.id)).toMatchObject({ state: 'failed', problem: { code: 'METER_SOURCE_GONE' }, retryAtMs: null })
  expect(chargedIds()).toEqual([second.id])
  collector.found = [gpu, second]
  await bench.run(61_000)
  expect(shown(gpu.id)?.state).toBe('live')
})

// The bug: one id that is longer than the contract allows, and nobody is told of any source any more.
test('a tool that says too much of its devices leaves what can be shown', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => aFoundGpu({ id: `nvidia-smi:GPU-${index}` }))
  bench = await startedBench(
    [aFoundGpu({ id: `nvidia-smi:${'x'.repeat(300)}` }), aFoundGpu({ name: 'x'.repeat(1e6) })],
    many,
  )
  await bench.run(400)
  expect(z.array(powerSourceSchema).parse(bench.sources.state.value)).toHaveLength(257)
  expect(shown(gpu.id)?.name).toHaveLength(200)
})

// The bug: a device whose name turns the direction of the text dresses up the figures beside it.
test('a name is shown without what is not seen of it', async () => {
  const collector = new FakeCollector([aFoundGpu({ name: ' Card\u202E 9000\n\u0007 W ' })])
  collector.locked = [{ source: { ...cpu, name: 'package\u2066-0' }, path: '/sys/energy_uj', detail: 'EACCES' }]
  bench = new PowerBench([collector])
  await bench.start()
  expect(shown(gpu.id)?.name).toBe('Card 9000 W')
  expect(shown(cpu.id)).toMatchObject({ name: 'package -0', problem: { params: { name: 'package -0' } } })
})

test('a locked source is shown with what it needs, and is read when it was unlocked', async () => {
  const collector = new FakeCollector([], 'rapl')
  collector.locked = [{ source: cpu, path: '/sys/class/powercap/energy_uj', detail: 'EACCES' }]
  bench = new PowerBench([collector])
  await bench.start()
  expect(shown(cpu.id)).toMatchObject({
    state: 'locked',
    problem: { code: 'METER_SOURCE_LOCKED', params: { path: '/sys/class/powercap/energy_uj' }, detail: 'EACCES' },
  })
  expect(collector.reads).toEqual([])
  collector.locked = []
  collector.found = [cpu]
  await bench.sources.check()
  bench.play(cpu, () => 30)
  await bench.run(1000)
  expect(shown(cpu.id)?.state).toBe('live')
})

test('a source that is turned off is not read, and one that is turned on is', async () => {
  bench = await startedBench([cpu], [gpu])
  bench.play(cpu, () => 30)
  bench.play(gpu, () => 100)
  await bench.run(1000)
  bench.changeMeter({ offSources: [gpu.id] })
  await bench.run(400)
  expect(lastCollector().reading).toEqual([])
  expect(shown(gpu.id)).toMatchObject({ state: 'off', powerW: null, isCharged: false })
  expect(chargedIds()).toEqual([cpu.id])
  bench.changeMeter({ offSources: [] })
  await bench.run(1000)
  expect(chargedIds()).toEqual([cpu.id, gpu.id])
})

test('the platform is charged from when the user wants it', async () => {
  const psys = aFoundSource({ id: 'rapl:psys', scope: 'platform', deviceKey: 'machine' })
  bench = await startedBench([cpu, psys])
  bench.play(cpu, () => 30)
  bench.play(psys, () => 50)
  await bench.run(1000)
  expect(chargedIds()).toEqual([cpu.id])
  bench.changeMeter({ countPlatform: true })
  await bench.run(500)
  expect(chargedIds()).toEqual([psys.id])
})

test('a plug that the user adds is read, and one that was removed is forgotten', async () => {
  bench = await startedBench([cpu], [plug])
  const collector = lastCollector()
  collector.found = []
  bench.changeMeter({ plugs: [] })
  expect(collector.detections).toBe(1)
  const listed = { id: 'plug-1', address: '192.0.2.7', kind: 'shelly-gen2' as const, name: 'Desk' }
  bench.changeMeter({ plugs: [listed] })
  await bench.run(400)
  expect(shown(plug.id)).toBeUndefined()
  collector.found = [plug]
  bench.changeMeter({ plugs: [{ ...listed, address: '192.0.2.8' }] })
  await settle()
  expect(collector.reading).toEqual([plug.id])
  expect(collector.reads.at(-1)?.settings.meter.plugs[0]?.address).toBe('192.0.2.8')
})

test('where the meter is off nothing runs', async () => {
  bench = new PowerBench([new FakeCollector([cpu])])
  bench.changeMeter({ isOn: false })
  await bench.start()
  expect(bench.clock.pendingCount).toBe(0)
  expect(lastCollector().detections).toBe(0)
  expect(bench.sources.settledUntilMs).toBe(bench.clock.nowMs)
  bench.changeMeter({ isOn: true })
  await settle()
  bench.play(cpu, () => 30)
  await bench.run(1000)
  expect(chargedIds()).toEqual([cpu.id])
  const untilMs = bench.clock.nowMs
  bench.changeMeter({ isOn: false })
  expect(bench.clock.pendingCount).toBe(0)
  expect(lastCollector().reading).toEqual([])
  expect(bench.sources.state.value).toEqual([])
  expect(bench.sources.charged.value).toBeNull()
  expect(bench.sources.isRunning.value).toBe(false)
  await bench.run(5000)
  expect(bench.sources.settledUntilMs).toBe(bench.clock.nowMs)
  expect(bench.sources.between(untilMs + 1000, bench.clock.nowMs)).toBeNull()
  expect(bench.sources.between(untilMs - 500, untilMs)?.energyJ.central).toBeGreaterThan(10)
})

// On Linux the monotonic clock stands while the machine sleeps: the counter may have gone on, or been reset.
test('sleep is a gap, and what is measured after it has the time of day of after', async () => {
  bench = await startedBench([cpu])
  const pieces: PowerPiece[] = []
  bench.sources.onPieces((_sources, more) => pieces.push(...more))
  bench.play(cpu, () => 30)
  await bench.run(1050)
  const fromMs = bench.clock.nowMs - 1000
  const sleptAtMs = bench.clock.now()
  bench.clock.epochOffsetMs += 3_600_000
  await bench.run(4050)
  const energy = bench.sources.between(fromMs, bench.clock.nowMs - 100)
  expect(energy?.coveredMs).toBeLessThan(4950)
  expect(energy?.coveredMs).toBeGreaterThan(4600)
  const after = pieces.filter(({ atMs }) => atMs >= sleptAtMs)
  expect(after.length).toBeGreaterThan(10)
  expect(after[0]?.atMs).toBeGreaterThanOrEqual(sleptAtMs + 3_600_000)
  expect(pieces.every(({ atMs, durationMs }) => atMs + durationMs <= sleptAtMs || atMs >= sleptAtMs)).toBe(true)
})

test('a process that stood still gives nobody up', async () => {
  bench = await startedBench([cpu], [gpu])
  bench.play(cpu, () => 30)
  bench.play(gpu, () => 100)
  await bench.run(3000)
  const fromMs = bench.clock.nowMs - 500
  // Nothing ran for 2.5 s: the readings wait in the queue behind the timer.
  bench.clock.nowMs += 2500
  bench.clock.advance(0)
  await bench.run(1000)
  const toMs = bench.clock.nowMs - 200
  const energy = bench.sources.between(fromMs, toMs)
  expect(energy?.coveredMs).toBeCloseTo(toMs - fromMs)
  expect(energy?.shares.map(({ sourceId }) => sourceId)).toEqual([cpu.id, gpu.id])
})

test('the history gets what each source measured, whole and in order, charged or not', async () => {
  bench = await startedBench([cpu, aFoundSource({ id: 'rapl:core', scope: 'cpu-cores' })])
  const known: HistorySource[] = []
  const pieces: PowerPiece[] = []
  const stop = bench.sources.onPieces((sources, more) => {
    known.push(...sources)
    pieces.push(...more)
  })
  bench.play(cpu, () => 30)
  bench.play(aFoundSource({ id: 'rapl:core', scope: 'cpu-cores' }), () => 12)
  await bench.run(5000)
  const ofCpu = pieces.filter(({ sourceId }) => sourceId === cpu.id)
  expect(new Set(known.map(({ id }) => id))).toEqual(new Set([cpu.id, 'rapl:core']))
  expect(ofCpu.length).toBeGreaterThan(35)
  for (const [index, piece] of ofCpu.entries()) {
    expect(piece).toMatchObject({ durationMs: 100, energyJ: expect.closeTo(3), lowJ: null, highJ: null })
    const next = ofCpu[index + 1]
    if (next !== undefined) expect(next.atMs).toBe(piece.atMs + piece.durationMs)
  }
  const sofar = pieces.length
  stop()
  await bench.run(2000)
  expect(pieces).toHaveLength(sofar)
})

test('what was measured in the last seconds is handed on at the end', async () => {
  bench = await startedBench([cpu])
  let energyJ = 0
  bench.sources.onPieces((_sources, pieces) => {
    for (const piece of pieces) energyJ += piece.energyJ
  })
  bench.play(cpu, () => 30)
  await bench.run(1700)
  await bench.sources.close()
  expect(energyJ).toBeGreaterThan(45)
  expect(bench.clock.pendingCount).toBe(0)
  expect(lastCollector().reading).toEqual([])
})

test('nothing is looked for before the window is drawn, nor when the app was closed until then', async () => {
  const collector = new FakeCollector([cpu])
  bench = new PowerBench([collector])
  bench.sources.start()
  await bench.sources.close()
  await settle()
  expect(collector.detections).toBe(0)
})

test('edges are told of the sources that are charged at them', async () => {
  bench = await startedBench([cpu], [plug])
  let watts = 20
  bench.play(cpu, () => watts)
  await bench.run(3000)
  const fromMs = bench.clock.nowMs
  watts = 120
  await bench.run(5000)
  const toMs = bench.clock.nowMs
  watts = 20
  await bench.run(3000)
  expect(bench.sources.edgeErrorJ(fromMs, toMs)).toBeCloseTo(2 * 0.1 * 100)
  expect(bench.sources.edgeErrorJ(fromMs + 1000, toMs - 1000)).toBeCloseTo(0)
})

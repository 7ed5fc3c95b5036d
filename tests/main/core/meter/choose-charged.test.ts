import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectorSchema, distanceOf, powerScopeSchema, provenanceSchema } from '#contract/energy.ts'
import { type Candidate, chooseCharged } from '../../../../main/core/meter/choose-charged.ts'
import { overlaps } from '../../../../main/core/meter/overlap.ts'
import type { FoundSource } from '../../../../main/core/ports/power-collector.ts'
import { aFoundGpu, aFoundPlug, aFoundSource } from '../../../support/fake-collector.ts'

const cpu = aFoundSource()
const gpu = aFoundGpu()
const plug = aFoundPlug()
const memory = aFoundSource({ id: 'rapl:dram', scope: 'memory', name: 'dram' })
const psys = aFoundSource({ id: 'rapl:psys', scope: 'platform', deviceKey: 'machine', name: 'psys' })
const battery = aFoundSource({
  id: 'battery:BAT0',
  collector: 'battery',
  deviceKey: 'machine',
  scope: 'whole-machine',
  provenance: 'device-sensor',
  kind: 'power',
})
const estimate = aFoundSource({
  id: 'estimate:machine',
  collector: 'estimate',
  deviceKey: 'machine',
  scope: 'whole-machine',
  provenance: 'estimated',
  kind: 'power',
})
const calibrated: FoundSource = { ...estimate, id: 'calibrated:machine', collector: 'calibrated' }

const live = (...found: FoundSource[]): Candidate[] => found.map((one) => ({ found: one, isLive: true }))
const plain = { countPlatform: false, hasGpu: false }

test('a plug goes before all others, and leaves nothing out', () => {
  const choice = chooseCharged(live(cpu, gpu, battery, calibrated, estimate, plug), { ...plain, hasGpu: true })
  expect(choice).toEqual({ ids: [plug.id], provenance: 'wall-metered', scopes: ['whole-machine'], leavesOut: [] })
})

// A machine with two supplies: half of it would be charged as all.
test('two plugs are added, and none counts while the other is missing', () => {
  const second = aFoundPlug({ id: 'shelly:plug-2', deviceKey: 'plug:plug-2' })
  expect(chooseCharged(live(plug, second, cpu), plain).ids).toEqual([plug.id, second.id])
  const oneDead = [...live(plug, cpu), { found: second, isLive: false }]
  expect(chooseCharged(oneDead, plain).ids).toEqual([cpu.id])
})

test('a battery that runs the machine goes before its parts', () => {
  expect(chooseCharged(live(cpu, estimate, battery), plain)).toMatchObject({ ids: [battery.id], leavesOut: [] })
})

test('a calibration was made to be charged: it goes before the parts', () => {
  expect(chooseCharged(live(cpu, gpu, estimate, calibrated), plain)).toMatchObject({
    ids: [calibrated.id],
    provenance: 'estimated',
    leavesOut: [],
  })
})

test('parts are added, and the sum says what it leaves out', () => {
  const hasGpu = { ...plain, hasGpu: true }
  expect(chooseCharged(live(cpu, gpu, memory, estimate), hasGpu)).toEqual({
    ids: [cpu.id, gpu.id, memory.id],
    provenance: 'device-sensor',
    scopes: ['cpu-package', 'gpu-board', 'memory'],
    leavesOut: ['board-and-supply'],
  })
  expect(chooseCharged(live(cpu, estimate), hasGpu).leavesOut).toEqual(['gpu', 'memory', 'board-and-supply'])
  expect(chooseCharged(live(cpu), plain).leavesOut).toEqual(['memory', 'board-and-supply'])
  expect(chooseCharged(live(gpu), hasGpu).leavesOut).toEqual(['cpu', 'memory', 'board-and-supply'])
})

test('the platform is charged where the user wants it, in place of what lies within it', () => {
  const found = live(psys, cpu, memory, gpu)
  expect(chooseCharged(found, plain).ids).toEqual([cpu.id, gpu.id, memory.id])
  expect(chooseCharged(found, { countPlatform: true, hasGpu: false })).toMatchObject({
    ids: [psys.id, gpu.id],
    leavesOut: ['board-and-supply'],
  })
})

test('of two that measure one card the more direct is charged, else the finer', () => {
  const nvml = aFoundGpu({ id: 'nvml:GPU-1', collector: 'nvml', provenance: 'device-counter', updatePeriodMs: 500 })
  const slow = aFoundGpu({ id: 'nvidia-smi:slow', updatePeriodMs: 1000 })
  expect(chooseCharged(live(gpu, nvml, slow), plain).ids).toEqual([nvml.id])
  expect(chooseCharged(live(slow, gpu), plain).ids).toEqual([gpu.id])
})

test('cores, chips and memory alone are never charged', () => {
  const cores = aFoundSource({ id: 'rapl:core', scope: 'cpu-cores' })
  const chip = aFoundGpu({ id: 'hwmon:chip', scope: 'gpu-chip' })
  expect(chooseCharged(live(cores, chip, memory), plain)).toMatchObject({ ids: [], provenance: null })
  expect(chooseCharged(live(cores, chip, memory, estimate), plain).ids).toEqual([estimate.id])
})

// An APU's sensor has the address of its graphics, and its processor's package lies within it all the same.
test('a chip that holds both goes in place of the package', () => {
  const apu = aFoundSource({ id: 'hwmon:apu', scope: 'cpu-and-gpu', deviceKey: 'gpu:0000:05:00.0' })
  expect(chooseCharged(live(cpu, apu), { ...plain, hasGpu: false })).toMatchObject({
    ids: [apu.id],
    leavesOut: ['memory', 'board-and-supply'],
  })
})

test('what measures the whole machine goes before parts that are no more direct', () => {
  const system = aFoundSource({
    id: 'macmon:system',
    collector: 'macmon',
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'vendor-model',
  })
  const chip: FoundSource = { ...system, id: 'macmon:chip', scope: 'cpu-and-gpu' }
  expect(chooseCharged(live(system, chip), plain).ids).toEqual([system.id])
  expect(chooseCharged(live(system, cpu), plain).ids).toEqual([cpu.id])
  expect(chooseCharged(live(system, estimate), plain).ids).toEqual([system.id])
})

test('the estimate comes last, and knows nothing of a graphics card, nor of the board', () => {
  expect(chooseCharged(live(estimate), plain)).toMatchObject({ ids: [estimate.id], leavesOut: ['board'] })
  expect(chooseCharged(live(estimate), { ...plain, hasGpu: true }).leavesOut).toEqual(['gpu', 'board'])
  expect(chooseCharged([{ found: cpu, isLive: false }], plain).ids).toEqual([])
})

test('whatever is found, nothing is added to what it lies in, and the least direct names the sum', () => {
  const anyFound = fc.record({
    collector: fc.constantFrom(...collectorSchema.options),
    deviceKey: fc.constantFrom('cpu:0', 'cpu:1', 'gpu:a', 'gpu:b', 'machine'),
    scope: fc.constantFrom(...powerScopeSchema.options),
    provenance: fc.constantFrom(...provenanceSchema.options),
    updatePeriodMs: fc.constantFrom(100, 500, 1000),
    isLive: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(anyFound, { maxLength: 12 }), fc.boolean(), fc.boolean(), (list, countPlatform, hasGpu) => {
      const candidates = list.map(({ isLive, ...parts }, index) => ({
        found: aFoundSource({ ...parts, id: `${index}` }),
        isLive,
      }))
      const { ids, provenance, scopes } = chooseCharged(candidates, { countPlatform, hasGpu })
      const chosen = candidates.filter(({ found }) => ids.includes(found.id))
      expect(chosen).toHaveLength(ids.length)
      expect(chosen.every(({ isLive }) => isLive)).toBe(true)
      const added = chosen.map(({ found }) => found)
      const areSupplies = added.every((one) => one.provenance === 'wall-metered' || one.collector === 'battery')
      for (const [index, one] of added.entries()) {
        for (const other of added.slice(index + 1)) expect(overlaps(one, other) && !areSupplies).toBe(false)
        expect(scopes).toContain(one.scope)
        expect(distanceOf(one.provenance)).toBeLessThanOrEqual(distanceOf(provenance ?? 'wall-metered'))
      }
      expect(provenance === null).toBe(ids.length === 0)
    }),
    { numRuns: 500 },
  )
})

import { expect, test } from 'vitest'
import { cpuLimit } from '../../../../../main/probes/power/estimate/cpu-limit.ts'
import type { MachineFacts } from '../../../../../main/probes/power/estimate/machine-facts.ts'
import { FakeSysfs } from '../../../../support/fake-sysfs.ts'

const desktop: MachineFacts = {
  cpuName: 'Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz',
  sockets: 1,
  physicalCores: 6,
  logicalCores: 12,
  ramBytes: 32e9,
  isVirtual: false,
}

function limitOf(facts: Partial<MachineFacts>, files: Record<string, string> = {}, ownLimitW: number | null = null) {
  const { root, readText } = new FakeSysfs(files)
  return cpuLimit({ ownLimitW, facts: { ...desktop, ...facts }, root, readText })
}

const zone = (id: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([file, content]) => [`class/powercap/${id}/${file}`, content]))

const held = zone('intel-rapl:0', {
  name: 'package-0',
  constraint_0_power_limit_uw: '45000000',
  constraint_0_max_power_uw: '65000000',
  constraint_1_power_limit_uw: '90000000',
})

test('takes the user’s word first, in a virtual machine too', () => {
  expect(limitOf({}, held, 88)).toEqual({ low: 88, central: 88, high: 88 })
  expect(limitOf({ isVirtual: true }, {}, 88)).toEqual({ low: 88, central: 88, high: 88 })
})

test('takes what the system holds the packages to, all together', () => {
  expect(limitOf({}, held)).toEqual({ low: 45, central: 45, high: 90 })
  const second = zone('intel-rapl:1', { name: 'package-1', constraint_0_power_limit_uw: '45000000' })
  const platform = zone('intel-rapl:2', { name: 'psys', constraint_0_power_limit_uw: '200000000' })
  const again = zone('intel-rapl-mmio:0', { name: 'package-0', constraint_0_power_limit_uw: '45000000' })
  expect(limitOf({}, { ...held, ...second, ...platform, ...again })).toEqual({ low: 90, central: 90, high: 135 })
})

// Firmware that sets no limit writes the largest number that fits, or 0.
test.each(['0', '4095875000', '2251799813685247', 'none'])('does not believe a limit of %s µW', (limit) => {
  const files = (max: string) =>
    zone('intel-rapl:0', { name: 'package-0', constraint_0_power_limit_uw: limit, constraint_0_max_power_uw: max })
  expect(limitOf({}, files('65000000'))).toEqual({ low: 65, central: 65, high: 65 })
  expect(limitOf({}, files(limit))).toEqual({ low: 54, central: 65, high: 219 })
})

test('goes by the name for each socket, else by the cores, as wide as cores differ', () => {
  expect(limitOf({})).toEqual({ low: 54, central: 65, high: 219 })
  expect(limitOf({ cpuName: 'AMD EPYC 7763 64-Core Processor', sockets: 2 })).toEqual({
    low: 240,
    central: 400,
    high: 560,
  })
  const unknown = limitOf({ cpuName: 'Loongson-3A5000', physicalCores: 4 })
  expect(unknown.high / unknown.low).toBeGreaterThan(10)
})

// Two threads of a 64-core server are not charged for all of its 280 W.
test('gives a virtual machine its threads’ part of the processor, and no more than the whole', () => {
  const small = limitOf({ cpuName: 'AMD EPYC 7763 64-Core Processor', logicalCores: 2, isVirtual: true })
  expect(small.low).toBeGreaterThan(0)
  expect(small.high).toBeLessThanOrEqual(24)
  // What a thread of it takes when all are busy: 280 W ÷ 128.
  expect(small.low / 2).toBeLessThanOrEqual(280 / 128)
  expect(small.high / 2).toBeGreaterThanOrEqual(280 / 128)
  const large = limitOf({ cpuName: 'AMD EPYC 7763 64-Core Processor', logicalCores: 128, isVirtual: true })
  expect(large).toEqual({ low: 128, central: 280, high: 280 })
  expect(limitOf({ cpuName: 'QEMU Virtual CPU', logicalCores: 4, isVirtual: true })).toEqual({
    low: 4,
    central: 12,
    high: 48,
  })
})

test('does not take a limit that a host shows to its guest for the guest’s own', () => {
  expect(limitOf({ isVirtual: true, logicalCores: 2 }, held).high).toBeLessThan(45)
})

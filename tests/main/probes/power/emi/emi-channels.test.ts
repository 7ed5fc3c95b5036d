import { expect, test } from 'vitest'
import { chooseEmiChannels, type EmiReading } from '../../../../../main/probes/power/emi/emi-channels.ts'

/** A device whose channels have counted so many joules. */
function aReading(joules: Record<string, number>, path = 'meter'): EmiReading {
  const measurements = Object.values(joules).map((value) => ({ joules: value, deviceMs: 1 }))
  return { path, names: Object.keys(joules), measurements }
}

const chosen = (...readings: EmiReading[]) =>
  chooseEmiChannels(readings).map(({ name, deviceKey, scope, index }) => [name, deviceKey, scope, index])

test('keeps package and memory, and nothing that lies within them', () => {
  const intel = {
    RAPL_Package0_PP0: 700,
    RAPL_Package0_PKG: 1000,
    RAPL_Package0_PP1: 100,
    RAPL_Package0_DRAM: 300,
    Other: 5,
  }
  expect(chosen(aReading(intel))).toEqual([
    ['RAPL_Package0_PKG', 'cpu:0', 'cpu-package', 1],
    ['RAPL_Package0_DRAM', 'cpu:0', 'memory', 3],
  ])
  expect(chosen(aReading({ RAPL_Package0_Core0_CORE: 7, RAPL_Package0_Core1_CORE: 8 }))).toEqual([])
})

test('leaves out a rail that never counted', () => {
  expect(chosen(aReading({ RAPL_Package0_PKG: 1000, RAPL_Package0_DRAM: 0 }))).toHaveLength(1)
})

// The bug: a processor of several dies is charged once for each of them.
test('keeps one of the packages that show one counter', () => {
  const names = (first: number, second: number) =>
    chosen(aReading({ RAPL_Package0_PKG: first }), aReading({ RAPL_Package1_PKG: second }, 'second'))
  expect(names(1e6, 1e6)).toHaveLength(1)
  // Read a moment later.
  expect(names(1e6, 1e6 + 0.3)).toHaveLength(1)
  expect(names(1e6, 1e6 + 40)).toHaveLength(2)
})

test('keeps one of two channels of a name', () => {
  expect(chosen(aReading({ RAPL_Package0_PKG: 100 }), aReading({ RAPL_Package0_PKG: 900 }, 'second'))).toHaveLength(1)
})

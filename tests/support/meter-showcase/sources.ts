import type { PowerSource } from '#contract/meter.ts'
import { aPowerSource, aRange } from '../energies.ts'

/** The meters of a made-up machine: a plug, a graphics card, a processor and its cores, memory, and one that is locked. */
export const showcaseSources: readonly PowerSource[] = [
  aPowerSource({
    id: 'shelly:desk',
    collector: 'shelly',
    name: 'Desk',
    scope: 'whole-machine',
    provenance: 'wall-metered',
    updatePeriodMs: 1000,
    powerW: aRange(158, 1),
  }),
  aPowerSource({
    id: 'nvml:GPU-1',
    collector: 'nvml',
    name: 'NVIDIA GeForce RTX 4060',
    scope: 'gpu-board',
    powerW: aRange(88, 2),
    isCharged: false,
    coveredById: 'shelly:desk',
  }),
  aPowerSource({
    id: 'rapl:intel-rapl:0',
    name: 'package-0',
    powerW: aRange(16.2, 2),
    isCharged: false,
    coveredById: 'shelly:desk',
  }),
  aPowerSource({
    id: 'hwmon:memory',
    collector: 'hwmon',
    name: 'DDR5',
    scope: 'memory',
    provenance: 'device-sensor',
    updatePeriodMs: 500,
    powerW: aRange(6.2, 5),
    isCharged: false,
    coveredById: 'shelly:desk',
  }),
  aPowerSource({
    id: 'rapl:intel-rapl:0:0',
    name: 'core',
    scope: 'cpu-cores',
    provenance: 'vendor-model',
    powerW: aRange(11.4, 4),
    isCharged: false,
    coveredById: 'shelly:desk',
  }),
  aPowerSource({
    id: 'rapl:psys',
    name: 'psys',
    scope: 'platform',
    state: 'locked',
    powerW: null,
    isCharged: false,
    problem: {
      code: 'METER_SOURCE_LOCKED',
      params: { path: '/sys/class/powercap/intel-rapl:1/energy_uj', name: 'psys' },
      detail: 'EACCES: permission denied',
    },
  }),
]

/** Watts of each part at rest and at work; the plug sees forty more than all of them. */
const parts: Record<string, [rest: number, work: number]> = {
  'nvml:GPU-1': [16, 88],
  'rapl:intel-rapl:0': [15, 17],
  'hwmon:memory': [5, 6.4],
  'rapl:intel-rapl:0:0': [9, 12],
}
const restOfBoardW = { rest: 40, work: 47 }

/** The power of a source where the machine works for a share of the time. */
export function wattsOf(sourceId: string, work: number, wiggle: number): number {
  const between = ([rest, busy]: readonly [number, number]) => rest + (busy - rest) * work
  const part = parts[sourceId]
  const own = (range: readonly [number, number]) => between(range) * (1 + (wiggle - 0.5) * 0.05)
  if (part) return own(part)
  const within = ['nvml:GPU-1', 'rapl:intel-rapl:0', 'hwmon:memory']
  return within.reduce((sum, id) => sum + own(parts[id] ?? [0, 0]), own([restOfBoardW.rest, restOfBoardW.work]))
}

import type { FoundSource } from '../../../core/ports/power-collector.ts'

/** All batteries of a machine together. */
export function batterySource(name: string, updatePeriodMs: number): FoundSource {
  return {
    id: 'battery:all',
    collector: 'battery',
    name,
    deviceKey: 'machine',
    scope: 'whole-machine',
    provenance: 'device-sensor',
    updatePeriodMs,
    kind: 'power',
    wrapJ: null,
    errorShare: null,
  }
}

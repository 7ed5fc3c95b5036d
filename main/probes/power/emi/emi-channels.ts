import type { PowerScope } from '#contract/energy.ts'
import type { EmiMeasurement } from './emi-buffers.ts'

/** A channel that is measured: where it is, and what it covers. */
export type EmiChannel = {
  /** Its device's path, and its place among the device's channels. */
  path: string
  index: number
  /** Such as `RAPL_Package0_PKG`. */
  name: string
  deviceKey: string
  scope: PowerScope
}

/** A device with its channels and what they read once. */
export type EmiReading = { path: string; names: readonly string[]; measurements: readonly EmiMeasurement[] }

/** Two packages whose counters are as near as that are one, read twice. */
const mirrorJ = 0.5
const mirrorShare = 1e-6

/**
 * The channels that count: a processor's package, and its memory. Cores (CORE, PP0) and graphics (PP1) lie within the package. A processor
 * of several dies shows the counter of the whole package once for each: the first is kept.
 */
export function chooseEmiChannels(readings: readonly EmiReading[]): EmiChannel[] {
  const kept: (EmiChannel & { joules: number })[] = []
  for (const { path, names, measurements } of readings) {
    for (const [index, name] of names.entries()) {
      const place = placeOf(name)
      const joules = measurements[index]?.joules
      // A rail that never counted is not there.
      if (place === null || joules === undefined || joules === 0) continue
      const isMirror = kept.some(
        (one) => one.scope === place.scope && (one.name === name || isSame(one.joules, joules)),
      )
      if (!isMirror) kept.push({ path, index, name, ...place, joules })
    }
  }
  return kept.map(({ joules: _, ...channel }) => channel)
}

function placeOf(name: string): Pick<EmiChannel, 'deviceKey' | 'scope'> | null {
  const deviceKey = `cpu:${/package(\d+)/i.exec(name)?.[1] ?? 0}`
  if (/_PKG$/i.test(name)) return { deviceKey, scope: 'cpu-package' }
  return /_DRAM$/i.test(name) ? { deviceKey, scope: 'memory' } : null
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(mirrorJ, mirrorShare * one)
}

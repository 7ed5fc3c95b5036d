import { join } from 'node:path'
import type { PowerScope } from '#contract/energy.ts'
import { namesIn, type ReadText, tryInteger, tryText } from '../sysfs.ts'

/** An energy counter of the processor, as powercap shows it. */
export type RaplZone = {
  /** Its folder below `class/powercap`, such as `intel-rapl:0:1`. */
  id: string
  /** As the kernel calls it, such as `package-0`. */
  name: string
  scope: PowerScope
  deviceKey: string
  /** The counter, in µJ. */
  path: string
  wrapJ: number | null
}

const zonePattern = /^(intel-rapl(?:-mmio|-tpmi)?):\d+(?::\d+)?$/
/** The same counter can be there twice, read through other registers. */
const interfaceOrder = ['intel-rapl', 'intel-rapl-tpmi', 'intel-rapl-mmio']
/** The processor's name in `package-0` or `package-0-die-1`, each of which has counters of its own. */
const packagePattern = /^package-(\d+(?:-die-\d+)?)$/

/** The zones that Wattle reads, duplicates dropped. AMD's are there under the same names. `uncore` is not among them: it lies in the package. */
export function findZones(root: string, readText: ReadText): RaplZone[] {
  const folder = join(root, 'class/powercap')
  const ids = namesIn(folder).filter((id) => zonePattern.test(id))
  const names = new Map(ids.map((id) => [id, tryText(readText, join(folder, id, 'name'))]))
  const zones = ids
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .flatMap((id) => {
      const name = names.get(id) ?? null
      const parent = names.get(id.split(':').slice(0, 2).join(':')) ?? ''
      const place = name === null ? null : placeOf(name, packagePattern.exec(parent)?.[1] ?? null)
      if (name === null || place === null) return []
      const wrapUj = tryInteger(readText, join(folder, id, 'max_energy_range_uj'))
      const wrapJ = wrapUj === null || wrapUj <= 0 ? null : wrapUj / 1e6
      return [{ id, name, ...place, path: join(folder, id, 'energy_uj'), wrapJ }]
    })
  const firstOf = new Map<string, RaplZone>()
  for (const zone of zones) {
    const key = `${zone.scope} ${zone.deviceKey}`
    if (!firstOf.has(key)) firstOf.set(key, zone)
  }
  return [...firstOf.values()]
}

function rankOf(id: string): number {
  return interfaceOrder.indexOf(id.slice(0, id.indexOf(':')))
}

function placeOf(name: string, parentPackage: string | null): Pick<RaplZone, 'scope' | 'deviceKey'> | null {
  const own = packagePattern.exec(name)?.[1]
  if (own !== undefined) return { scope: 'cpu-package', deviceKey: `cpu:${own}` }
  if (name === 'psys') return { scope: 'platform', deviceKey: 'machine' }
  const deviceKey = `cpu:${parentPackage ?? 0}`
  if (name === 'dram') return { scope: 'memory', deviceKey }
  return name === 'core' ? { scope: 'cpu-cores', deviceKey } : null
}

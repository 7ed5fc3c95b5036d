import { join } from 'node:path'
import { namesIn, type ReadText, tryInteger } from '../power/sysfs.ts'

/** How often the processors lowered their clocks for their heat, by Linux's counters of Intel's; null where none is there. */
export function throttleCount(readText: ReadText, root = '/sys'): number | null {
  const folder = join(root, 'devices/system/cpu')
  const counts = namesIn(folder)
    .filter((name) => /^cpu\d+$/.test(name))
    .flatMap((name) => {
      const counters = join(folder, name, 'thermal_throttle')
      const [core, chip] = ['core', 'package'].map((kind) =>
        tryInteger(readText, join(counters, `${kind}_throttle_count`)),
      )
      return core == null && chip == null ? [] : [(core ?? 0) + (chip ?? 0)]
    })
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0)
}

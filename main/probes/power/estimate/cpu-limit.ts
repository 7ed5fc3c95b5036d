import { join } from 'node:path'
import { addRanges, type Range, scaleRange } from '#contract/energy.ts'
import { namesIn, type ReadText, tryInteger, tryText } from '../sysfs.ts'
import { limitByName } from './cpu-families.ts'
import type { MachineFacts } from './machine-facts.ts'

export type CpuLimitOptions = {
  /** As the user has it, in watts. */
  ownLimitW: number | null
  facts: MachineFacts
  /** Where sysfs is mounted. */
  root: string
  readText: ReadText
}

/** Watts for each core that is there: from those of a phone's chip to a workstation's. */
const perCoreW = { low: 1.5, central: 8, high: 20 }
/** For each thread that a virtual machine has: half a core of a dense server, to a whole core of a fast one. */
const perVirtualThreadW = { low: 1, central: 3, high: 12 }
/** A limit beyond these was never set: firmware writes the largest number there is. */
const plausibleW = { least: 3, most: 1000 }

/**
 * How much the processor may take, in watts: what the user says; else what the system holds it to; else what parts of its name take; else
 * by its cores. A virtual machine sees some threads of a processor that others use too: it has a part of its limit, and no limit of its own.
 */
export function cpuLimit({ ownLimitW, facts, root, readText }: CpuLimitOptions): Range {
  if (ownLimitW !== null) return { low: ownLimitW, central: ownLimitW, high: ownLimitW }
  const byName = limitByName(facts.cpuName)
  if (facts.isVirtual) {
    const byThreads = scaleRange(perVirtualThreadW, facts.logicalCores)
    if (byName === null) return byThreads
    const most = byName.high * facts.sockets
    return {
      low: Math.min(byThreads.low, most),
      central: Math.min(byThreads.central, most),
      high: Math.min(byThreads.high, most),
    }
  }
  const held = limitOfSystem(root, readText)
  if (held !== null) return held
  return byName === null ? scaleRange(perCoreW, facts.physicalCores) : scaleRange(byName, facts.sockets)
}

/** By the limits of all packages, which everybody may read; the short one allows more for some seconds. */
function limitOfSystem(root: string, readText: ReadText): Range | null {
  const folder = join(root, 'class/powercap')
  let sum: Range | null = null
  for (const zone of namesIn(folder)) {
    const read = (file: string) => watts(tryInteger(readText, join(folder, zone, file)))
    const isPackage =
      /^intel-rapl:\d+$/.test(zone) && /^package-/.test(tryText(readText, join(folder, zone, 'name')) ?? '')
    const lasting = isPackage ? (read('constraint_0_power_limit_uw') ?? read('constraint_0_max_power_uw')) : null
    if (lasting === null) continue
    const short = Math.max(lasting, read('constraint_1_power_limit_uw') ?? 0)
    const limitW = { low: lasting, central: lasting, high: short }
    sum = sum === null ? limitW : addRanges(sum, limitW)
  }
  return sum
}

function watts(microwatts: number | null): number | null {
  if (microwatts === null) return null
  const value = microwatts / 1e6
  return value >= plausibleW.least && value <= plausibleW.most ? value : null
}

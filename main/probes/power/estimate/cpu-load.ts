import { type CpuInfo, cpus } from 'node:os'
import { Fault } from '../../../core/fault.ts'
import { parseInteger, type ReadText, readTextOrFault } from '../sysfs.ts'

/** Time since the start, of all cores together, in whatever unit the system counts. */
export type CpuTimes = { busy: number; total: number }

/**
 * The times in Linux's `/proc/stat`. A core that waits for a disk is as idle as any other, so iowait is not busy. What another machine of
 * the same host took (steal) is not ours, yet it is time. Guests' time is in user's already. Faults: METER_SOURCE_GONE,
 * METER_SOURCE_UNREADABLE (params.name).
 */
export function readProcStat(readText: ReadText, path = '/proc/stat'): CpuTimes {
  const line = /^cpu +(.*)$/m.exec(readTextOrFault(readText, path, path))?.[1] ?? ''
  const [user, nice, system, idle, iowait, irq, softirq, steal] = line.split(' ').map(parseInteger)
  if (user == null || nice == null || system == null || idle == null) {
    throw new Fault('METER_SOURCE_UNREADABLE', { params: { name: path }, detail: line.slice(0, 80) })
  }
  const busy = user + nice + system + (irq ?? 0) + (softirq ?? 0)
  return { busy, total: busy + idle + (iowait ?? 0) + (steal ?? 0) }
}

/** The times as Node has them, on the other systems. */
export function readNodeTimes(processors: readonly Pick<CpuInfo, 'times'>[] = cpus()): CpuTimes {
  let busy = 0
  let idle = 0
  for (const { times } of processors) {
    busy += times.user + times.nice + times.sys + times.irq
    idle += times.idle
  }
  return { busy, total: busy + idle }
}

/** The part of the time between two looks that was busy, 0 to 1; null where no time has passed by the system's count. */
export function loadBetween(before: CpuTimes, after: CpuTimes): number | null {
  const total = after.total - before.total
  if (total <= 0) return null
  return Math.min(1, Math.max(0, (after.busy - before.busy) / total))
}

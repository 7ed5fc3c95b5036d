import { parseInteger, type ReadText, tryText } from '../power/sysfs.ts'

/** In Linux's counters, a tick is so long. */
const msPerTick = 10

/**
 * Processor time since the start by `/proc/stat`, all cores together, in milliseconds; null where it is not there. What another machine of the
 * same host took (steal) was not idle for us. Guests' time is in user's already.
 */
export function procStat(readText: ReadText, root = '/proc'): { busyMs: number; totalMs: number } | null {
  const line = /^cpu +(.*)$/m.exec(tryText(readText, `${root}/stat`) ?? '')?.[1]
  if (line === undefined) return null
  const [user, nice, system, idle, iowait, irq, softirq, steal] = line.split(' ').map(parseInteger)
  if (user == null || nice == null || system == null || idle == null) return null
  const busy = user + nice + system + (irq ?? 0) + (softirq ?? 0) + (steal ?? 0)
  return { busyMs: busy * msPerTick, totalMs: (busy + idle + (iowait ?? 0)) * msPerTick }
}

/** Processor time of a process and the children that it waited for, by `/proc/PID/stat`, in milliseconds; null where there is none. */
export function processTime(readText: ReadText, pid: number, root = '/proc'): number | null {
  const text = tryText(readText, `${root}/${pid}/stat`)
  // A process may be called anything, brackets and spaces too: what comes after the last bracket is fixed.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [user, system, waitedUser, waitedSystem] = [11, 12, 13, 14].map((place) => parseInteger(fields?.[place] ?? ''))
  if (user == null || system == null) return null
  return (user + system + (waitedUser ?? 0) + (waitedSystem ?? 0)) * msPerTick
}

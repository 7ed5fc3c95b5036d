import { cpus, totalmem } from 'node:os'
import { type ReadText, tryText } from '../sysfs.ts'

/** What the estimate asks of a machine. */
export type MachineFacts = {
  cpuName: string
  sockets: number
  physicalCores: number
  logicalCores: number
  ramBytes: number
  /** The processor is shared with others, and only some of its threads are seen. */
  isVirtual: boolean
}

/** By Node, and on Linux by the kernel's own list of processors. */
export function readMachineFacts(readText: ReadText, cpuInfoPath = '/proc/cpuinfo'): MachineFacts {
  const processors = cpus()
  const text = tryText(readText, cpuInfoPath) ?? ''
  const valuesOf = (key: string) =>
    [...text.matchAll(new RegExp(`^${key}\\s*:\\s*(.+)$`, 'gm'))].map(([, value = '']) => value)
  const logicalCores = Math.max(1, valuesOf('processor').length || processors.length)
  const sockets = Math.max(1, new Set(valuesOf('physical id')).size)
  const coresInSocket = Number(valuesOf('cpu cores')[0])
  return {
    cpuName: (valuesOf('model name')[0] ?? processors[0]?.model ?? '').trim(),
    sockets,
    physicalCores: coresInSocket > 0 ? coresInSocket * sockets : logicalCores,
    logicalCores,
    ramBytes: totalmem(),
    isVirtual: valuesOf('flags').some((flags) => flags.split(' ').includes('hypervisor')),
  }
}

import { cpus, totalmem } from 'node:os'
import systeminformation from 'systeminformation'
import type { ProbedHardware } from '../core/ports/hardware-prober.ts'
import { answeredInTime } from './answered-in-time.ts'

export type SystemFacts = Pick<ProbedHardware, 'platform' | 'osName' | 'ramTotalBytes' | 'ramAvailableBytes'> & {
  cpu: Pick<ProbedHardware['cpu'], 'model' | 'physicalCores' | 'logicalCores'>
}

/** On Windows each question starts a PowerShell, which can hang with a broken WMI. */
const patienceMs = 5000

/** Processor, operating system and memory. What cannot be found out in time is taken from Node itself. */
export async function readSystemFacts(): Promise<SystemFacts> {
  const [cpu, os, ramAvailableBytes] = await Promise.all([
    answeredInTime(systeminformation.cpu(), patienceMs),
    answeredInTime(systeminformation.osInfo(), patienceMs),
    readRamAvailableBytes(),
  ])
  const logicalCores = Math.max(1, cpus().length)
  const model = [cpu?.manufacturer, cpu?.brand].filter(Boolean).join(' ') || (cpus()[0]?.model ?? '')
  return {
    platform: process.platform,
    osName: os ? [os.distro, os.release].filter(Boolean).join(' ') : process.platform,
    cpu: { model: model.trim(), physicalCores: positive(cpu?.physicalCores) ?? logicalCores, logicalCores },
    ramTotalBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    ramAvailableBytes,
  }
}

/** Bytes free for programs now, the file cache counted as free and a container's limit respected. */
export async function readRamAvailableBytes(): Promise<number> {
  // There Node counts the file cache as used.
  const memory = process.platform === 'darwin' ? await answeredInTime(systeminformation.mem(), patienceMs) : null
  return positive(memory?.available) ?? process.availableMemory()
}

function positive(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value > 0 ? Math.round(value) : null
}

import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Hardware } from '#contract/hardware.ts'
import type { LabMachine } from '#contract/lab/run.ts'

/** Of the memory, a system tells some pages more or less from start to start. */
const ramStepBytes = 256 * 1024 * 1024

/** This machine as a run keeps it. */
export function machineFacts({ platform, osName, cpu, ramTotalBytes, backends }: Hardware): LabMachine {
  const { model: cpuName, physicalCores, logicalCores } = cpu
  const gpuNames = [...new Set(backends.flatMap(({ devices }) => devices.map(({ name }) => name)))].sort()
  const ramSteps = Math.round(ramTotalBytes / ramStepBytes)
  const told = JSON.stringify([platform, cpuName, physicalCores, logicalCores, ramSteps, gpuNames])
  return {
    fingerprint: createHash('sha256').update(told).digest('hex').slice(0, 16),
    name: hostname(),
    platform,
    osName,
    cpuName,
    physicalCores,
    logicalCores,
    ramBytes: ramTotalBytes,
    gpuNames,
  }
}

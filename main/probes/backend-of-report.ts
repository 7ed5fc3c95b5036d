import type { Backend, GpuDevice } from '#contract/hardware.ts'
import type { BackendProbe } from '../engine/host/probe-backend.ts'

/** What a probe process reported, as the contract has it. */
export function backendOfReport(report: BackendProbe): Backend {
  if (report.status !== 'available') {
    return { id: report.backend, status: report.status, problem: report.reason, devices: [] }
  }
  return { id: report.backend, status: 'available', problem: null, devices: devicesOf(report) }
}

/**
 * llama.cpp tells the memory of all devices together. With one device that is its own; several of the same name share it evenly, so
 * that the sum is right; with different ones it is not known whose it is.
 */
function devicesOf(report: BackendProbe & { status: 'available' }): GpuDevice[] {
  const { deviceNames: names, vramTotalBytes, vramFreeBytes, vramUnifiedBytes } = report
  const isDivisible = new Set(names).size === 1
  const share = (bytes: number | null) => (bytes === null || !isDivisible ? null : Math.floor(bytes / names.length))
  return names.map((name) => ({
    name,
    vramTotalBytes: share(vramTotalBytes),
    vramFreeBytes: share(vramFreeBytes),
    unifiedMemory: (vramUnifiedBytes ?? 0) > 0,
  }))
}

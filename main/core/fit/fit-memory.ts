import type { BackendId, Hardware } from '#contract/hardware.ts'

/** What is free for a model while none is loaded; null where nothing can tell. */
export type FitMemory = {
  ramBytes: number | null
  /** Of all GPUs together; null where models run on the CPU. */
  gpu: { vramBytes: number | null; unifiedMemory: boolean } | null
}

/** What is free on this machine, as the probe found it. */
export function fitMemory(hardware: Hardware | null, ramBytes: number | null): FitMemory {
  if (hardware === null) return { ramBytes, gpu: null }
  return { ramBytes, gpu: gpuMemory(hardware, hardware.chosen.backend) }
}

function gpuMemory(hardware: Hardware, backendId: BackendId): FitMemory['gpu'] {
  const devices = hardware.backends.find((backend) => backend.id === backendId)?.devices ?? []
  if (backendId === 'cpu') return null
  let vramBytes: number | null = devices.length > 0 ? 0 : null
  for (const device of devices) {
    vramBytes = vramBytes === null || device.vramFreeBytes === null ? null : vramBytes + device.vramFreeBytes
  }
  return { vramBytes, unifiedMemory: devices.some((device) => device.unifiedMemory) }
}

import type { LoadOptions } from '#contract/engine.ts'
import type { Hardware } from '#contract/hardware.ts'
import type { FitDevice } from '#contract/models.ts'

/** One kind of memory as the bar shows it, in bytes. */
export type MemoryParts = {
  kind: FitDevice['kind']
  /** Of the machine, or what is free where its size is not known; null where neither is. */
  limitBytes: number | null
  /** True where `limitBytes` is all that the machine has, so that others' use is a part of the bar. */
  isWhole: boolean
  /** What others use: the desktop, other programs. 0 where that is not known. */
  takenBytes: number
  requiredBytes: number
  /** What would be left; negative where it does not fit, null where it cannot be told. */
  freeBytes: number | null
  device: FitDevice
}

/** The memory that the bar is drawn against: the machine's own where the probe told, and what others use of it. */
export const memoryParts = (device: FitDevice, hardware: Hardware | null, options: LoadOptions): MemoryParts => {
  const requiredBytes = device.weightsBytes + device.kvCacheBytes + device.computeBytes + device.engineBytes
  const totalBytes = device.kind === 'ram' ? (hardware?.ramTotalBytes ?? null) : vramTotalBytes(hardware, options)
  const { kind, availableBytes } = device
  const freeBytes = availableBytes === null ? null : availableBytes - requiredBytes
  const isWhole = totalBytes !== null && availableBytes !== null && totalBytes >= availableBytes
  return {
    kind,
    limitBytes: isWhole ? totalBytes : availableBytes,
    isWhole,
    takenBytes: isWhole ? totalBytes - availableBytes : 0,
    requiredBytes,
    freeBytes,
    device,
  }
}

/** Of all GPUs of the backend in question together; null where one of them does not tell. */
const vramTotalBytes = (hardware: Hardware | null, options: LoadOptions): number | null => {
  const backend = options.backend ?? hardware?.chosen.backend
  const devices = hardware?.backends.find(({ id }) => id === backend)?.devices ?? []
  if (devices.length === 0) return null
  return devices.reduce<number | null>(
    (sum, { vramTotalBytes: bytes }) => (sum === null || bytes === null ? null : sum + bytes),
    0,
  )
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '../../../core/fault.ts'
import { findLinuxLibrary, type NativeFunction, openNativeLibrary } from '../native-library.ts'
import { systemFolder } from '../tool-command.ts'

/** A board as the driver sees it. */
export type NvmlDevice = {
  uuid: string
  name: string
  /** Since the driver was loaded; null where the board does not count (before Volta). Faults: METER_LIBRARY_FAILED. */
  readMillijoules(): Promise<number | null>
}

/** What is asked of NVIDIA's management library. */
export interface NvmlLibrary {
  /** The boards that there are now. Faults: METER_LIBRARY_FAILED. */
  devices(): Promise<NvmlDevice[]>
}

/** `nvmlReturn_t`, as far as it is told apart here (nvml.h). */
const success = 0
const notSupported = 3
/** NVML_DEVICE_UUID_V2_BUFFER_SIZE and NVML_DEVICE_NAME_V2_BUFFER_SIZE. */
const textBytes = 96

/** The library's path; null where it is not installed. Nothing is loaded for it. */
export function findNvml(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = process.env): string | null {
  if (platform === 'linux') return findLinuxLibrary('libnvidia-ml.so.1', environment)
  if (platform !== 'win32') return null
  const programs = environment.ProgramFiles ?? 'C:\\Program Files'
  const folders = [systemFolder(environment), join(programs, 'NVIDIA Corporation', 'NVSMI')]
  return folders.map((folder) => join(folder, 'nvml.dll')).find(existsSync) ?? null
}

/** Opens the library at a path and begins. Faults: METER_LIBRARY_FAILED (library, code). */
export async function openNvml(path: string): Promise<NvmlLibrary> {
  const library = await openNativeLibrary(path)
  const init = library('int nvmlInit_v2()')
  const getCount = library('int nvmlDeviceGetCount_v2(_Out_ uint32_t *count)')
  const getHandle = library('int nvmlDeviceGetHandleByIndex_v2(uint32_t index, _Out_ void **device)')
  const getUuid = library('int nvmlDeviceGetUUID(void *device, _Out_ uint8_t *uuid, uint32_t length)')
  const getName = library('int nvmlDeviceGetName(void *device, _Out_ uint8_t *name, uint32_t length)')
  const getEnergy = library('int nvmlDeviceGetTotalEnergyConsumption(void *device, _Out_ uint64_t *energy)')

  const textOf = async (get: NativeFunction, device: bigint) => {
    const bytes = Buffer.alloc(textBytes)
    demand(await get(device, bytes, textBytes))
    return bytes.toString('utf8', 0, Math.max(0, bytes.indexOf(0)))
  }
  const deviceAt = async (index: number): Promise<NvmlDevice> => {
    const handle = new BigUint64Array(1)
    demand(await getHandle(index, handle))
    const device = handle[0] ?? 0n
    const [uuid, name] = [await textOf(getUuid, device), await textOf(getName, device)]
    const readMillijoules = async () => {
      const energy = new BigUint64Array(1)
      const code = await getEnergy(device, energy)
      if (code === notSupported) return null
      demand(code)
      return Number(energy[0])
    }
    return { uuid, name, readMillijoules }
  }

  demand(await init())
  return {
    async devices() {
      const count = new Uint32Array(1)
      demand(await getCount(count))
      const devices: NvmlDevice[] = []
      for (let index = 0; index < (count[0] ?? 0); index += 1) devices.push(await deviceAt(index))
      return devices
    },
  }
}

function demand(code: unknown): void {
  if (code !== success)
    throw new Fault('METER_LIBRARY_FAILED', { params: { library: 'NVML', code: z.number().parse(code) } })
}

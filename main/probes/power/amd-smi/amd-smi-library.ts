import { z } from 'zod'
import { Fault } from '../../../core/fault.ts'
import { openNativeLibrary } from '../native-library.ts'

/** A processor of AMD as its library sees it. */
export type AmdSmiDevice = {
  /** Its address on the bus, such as `0000:03:00.0`. */
  pciAddress: string
  /** Joules since the driver was loaded; null where it does not count them. Faults: METER_LIBRARY_FAILED. */
  readJoules(): Promise<number | null>
}

/** What is asked of AMD's management library. */
export interface AmdSmiLibrary {
  /** The graphics cards that there are now. Faults: METER_LIBRARY_FAILED. */
  devices(): Promise<AmdSmiDevice[]>
}

/** `amdsmi_status_t`, as far as it is told apart here (amdsmi.h of ROCm/amdsmi). */
const success = 0
const notSupported = [2, 3]
/** AMDSMI_INIT_AMD_GPUS. */
const initGpus = 2
/** All bits set: the card has no such counter. */
const noCounter = 0xffffffffffffffffn

/**
 * Opens the library at a path and begins. Only functions that take plain numbers are called: they are the same in all of its versions,
 * whereas the structure with the power has changed its layout between them. Faults: METER_LIBRARY_FAILED (library, code).
 */
export async function openAmdSmi(path: string): Promise<AmdSmiLibrary> {
  const library = await openNativeLibrary(path)
  const init = library('int amdsmi_init(uint64_t flags)')
  const getSockets = library('int amdsmi_get_socket_handles(_Inout_ uint32_t *count, _Out_ void **sockets)')
  const getProcessors = library(
    'int amdsmi_get_processor_handles(void *socket, _Inout_ uint32_t *count, _Out_ void **processors)',
  )
  const getAddress = library('int amdsmi_get_gpu_device_bdf(void *processor, _Out_ uint64_t *bdf)')
  const getEnergy = library(
    'int amdsmi_get_energy_count(void *processor, _Out_ uint64_t *energy, _Out_ float *resolution, _Out_ uint64_t *timestamp)',
  )

  /** Asks for the count first, then for so many handles. */
  const handlesOf = async (get: (count: Uint32Array, handles: BigUint64Array | null) => Promise<unknown>) => {
    const count = new Uint32Array(1)
    demand(await get(count, null))
    const handles = new BigUint64Array(Math.min(count[0] ?? 0, 256))
    if (handles.length > 0) demand(await get(count, handles))
    return [...handles].slice(0, count[0])
  }
  const deviceOf = async (processor: bigint): Promise<AmdSmiDevice | null> => {
    const bdf = new BigUint64Array(1)
    // What is no graphics card has no address.
    if ((await getAddress(processor, bdf)) !== success) return null
    const readJoules = async () => {
      const energy = new BigUint64Array(1)
      const resolution = new Float32Array(1)
      const code = await getEnergy(processor, energy, resolution, new BigUint64Array(1))
      if (notSupported.some((one) => one === code) || energy[0] === noCounter) return null
      demand(code)
      // The accumulator counts steps of so many microjoules.
      return (Number(energy[0]) * (resolution[0] ?? 0)) / 1e6
    }
    return { pciAddress: addressOf(bdf[0] ?? 0n), readJoules }
  }

  demand(await init(initGpus))
  return {
    async devices() {
      const devices: AmdSmiDevice[] = []
      for (const socket of await handlesOf(getSockets)) {
        for (const processor of await handlesOf((count, handles) => getProcessors(socket, count, handles))) {
          const device = await deviceOf(processor)
          if (device !== null) devices.push(device)
        }
      }
      return devices
    },
  }
}

/** `amdsmi_bdf_t`: 3 bits of function, 5 of device, 8 of bus, 48 of domain. */
function addressOf(bdf: bigint): string {
  const hex = (value: bigint, digits: number) => value.toString(16).padStart(digits, '0')
  return `${hex(bdf >> 16n, 4)}:${hex((bdf >> 8n) & 0xffn, 2)}:${hex((bdf >> 3n) & 0x1fn, 2)}.${bdf & 7n}`
}

function demand(code: unknown): void {
  if (code !== success) {
    throw new Fault('METER_LIBRARY_FAILED', { params: { library: 'AMD SMI', code: z.number().parse(code) } })
  }
}

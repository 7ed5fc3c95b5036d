import { join } from 'node:path'
import { z } from 'zod'
import { Fault } from '../../../core/fault.ts'
import { openNativeLibrary } from '../native-library.ts'
import { systemFolder } from '../tool-command.ts'

/** What is asked of Windows' Energy Meter Interface. */
export interface EmiLibrary {
  /** The paths of the devices. Faults: METER_LIBRARY_FAILED. */
  devicePaths(): Promise<string[]>
  /** Opens a device for reading. Faults: METER_LIBRARY_FAILED. */
  open(path: string): Promise<EmiDevice>
}

export interface EmiDevice {
  /** Asks the driver, and returns as many bytes as it wrote, `mostBytes` at most. Faults: METER_LIBRARY_FAILED. */
  ask(request: EmiRequest, mostBytes: number): Promise<Buffer>
  close(): Promise<void>
}

/** CTL_CODE(FILE_DEVICE_UNKNOWN 0x22, n, METHOD_BUFFERED, FILE_READ_ACCESS … as emi.h has them. */
const controlCodes = { version: 0x224000, metadataSize: 0x224004, metadata: 0x224008, measurement: 0x22400c } as const
export type EmiRequest = keyof typeof controlCodes

/** GUID_DEVICE_ENERGY_METER {45BD8344-7ED6-49CF-A440-C276C933B053}, as it lies in memory. */
const energyMeterGuid = Buffer.from('4483bd45d67ecf49a440c276c933b053', 'hex')
/** DIGCF_PRESENT | DIGCF_DEVICEINTERFACE. */
const presentInterfaces = 0x12
/** SP_DEVICE_INTERFACE_DATA: size, GUID, flags and a pointer, on 64 bits. */
const interfaceDataBytes = 32
/** SP_DEVICE_INTERFACE_DETAIL_DATA_W says it is so large on 64 bits; the path begins behind its size. */
const detailHeadBytes = 8
const pathAt = 4
const mostPathBytes = 2048
/** A machine with more energy meters than that has lost its mind. */
const mostDevices = 64

const genericRead = 0x80000000
const shareAll = 3
const openExisting = 3
const invalidHandle = 0xffffffffffffffffn

/** The two libraries of Windows that are called. */
export type EmiLibraryPaths = { setup: string; kernel: string }

export function systemEmiPaths(): EmiLibraryPaths {
  return { setup: join(systemFolder(), 'setupapi.dll'), kernel: join(systemFolder(), 'kernel32.dll') }
}

/** Faults: METER_LIBRARY_FAILED (library, code). */
export async function openEmi({ setup, kernel }: EmiLibraryPaths): Promise<EmiLibrary> {
  const [setupApi, kernel32] = [await openNativeLibrary(setup), await openNativeLibrary(kernel)]
  const getDevices = setupApi(
    'intptr_t __stdcall SetupDiGetClassDevsW(uint8_t *guid, void *enumerator, void *parent, uint32_t flags)',
  )
  const nextInterface = setupApi(
    'int __stdcall SetupDiEnumDeviceInterfaces(intptr_t devices, void *device, uint8_t *guid, uint32_t index, _Inout_ uint8_t *data)',
  )
  const getDetail = setupApi(
    'int __stdcall SetupDiGetDeviceInterfaceDetailW(intptr_t devices, uint8_t *data, _Inout_ uint8_t *detail, uint32_t bytes, void *needed, void *device)',
  )
  const forgetDevices = setupApi('int __stdcall SetupDiDestroyDeviceInfoList(intptr_t devices)')
  const createFile = kernel32(
    'intptr_t __stdcall CreateFileW(const char16_t *path, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)',
  )
  const control = kernel32(
    'int __stdcall DeviceIoControl(intptr_t device, uint32_t code, void *input, uint32_t inputBytes, _Out_ uint8_t *output, uint32_t outputBytes, _Out_ uint32_t *written, void *overlapped)',
  )
  const closeHandle = kernel32('int __stdcall CloseHandle(intptr_t handle)')

  const pathOf = async (devices: unknown, data: Buffer): Promise<string> => {
    const detail = Buffer.alloc(mostPathBytes)
    detail.writeUInt32LE(detailHeadBytes, 0)
    demand('SetupDiGetDeviceInterfaceDetailW', await getDetail(devices, data, detail, mostPathBytes, null, null))
    return detail.toString('utf16le', pathAt).split('\0')[0] ?? ''
  }

  return {
    async devicePaths() {
      const devices = handleOf('SetupDiGetClassDevsW', await getDevices(energyMeterGuid, null, null, presentInterfaces))
      const paths: string[] = []
      try {
        for (let index = 0; index < mostDevices; index += 1) {
          const data = Buffer.alloc(interfaceDataBytes)
          data.writeUInt32LE(interfaceDataBytes, 0)
          if ((await nextInterface(devices, null, energyMeterGuid, index, data)) === 0) break
          paths.push(await pathOf(devices, data))
        }
      } finally {
        await forgetDevices(devices)
      }
      return paths
    },
    async open(path) {
      const handle = handleOf('CreateFileW', await createFile(path, genericRead, shareAll, null, openExisting, 0, null))
      return {
        async ask(request, mostBytes) {
          const output = Buffer.alloc(mostBytes)
          const written = new Uint32Array(1)
          const code = await control(handle, controlCodes[request], null, 0, output, mostBytes, written, null)
          demand('DeviceIoControl', code)
          return output.subarray(0, written[0])
        },
        async close() {
          await closeHandle(handle)
        },
      }
    },
  }
}

/** These functions answer 0 where they failed. */
function demand(called: string, code: unknown): void {
  if (code === 0) throw new Fault('METER_LIBRARY_FAILED', { params: { library: called, code } })
}

function handleOf(called: string, value: unknown): bigint {
  const handle = BigInt.asUintN(64, BigInt(z.union([z.bigint(), z.number().int()]).parse(value)))
  if (handle === invalidHandle) throw new Fault('METER_LIBRARY_FAILED', { params: { library: called, code: -1 } })
  return BigInt.asIntN(64, handle)
}

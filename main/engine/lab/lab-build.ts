import koffi from 'koffi'
import type { LabBuild } from '../../core/ports/lab-engine.ts'
import { listBackends, listDevices } from './llama/devices.ts'
import type { Llama } from './llama/open-llama.ts'

/** The build and the machine, by the words that llama-bench prints. */
export function describeBuild(llama: Llama): LabBuild {
  const devices = listDevices(llama)
  const listed = (isGpu: boolean) => devices.filter((device) => device.isGpu === isGpu).map((each) => each.description)
  const backends = listBackends(llama).filter((name) => name !== 'CPU')
  return {
    commit: String(koffi.decode(llama.common.symbol('LLAMA_COMMIT'), 'str')),
    number: Number(koffi.decode(llama.common.symbol('LLAMA_BUILD_NUMBER'), 'int')),
    cpuInfo: listed(false).join(', '),
    gpuInfo: listed(true).join(', '),
    backends: backends.length === 0 ? 'CPU' : backends.join(','),
  }
}

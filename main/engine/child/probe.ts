import { basename } from 'node:path'
import { getLlama, getLlamaGpuTypes, LlamaLogLevel } from 'node-llama-cpp'
import { type BackendId, backendIdSchema } from '#contract/hardware.ts'
import type { ProbeReport } from '../probe-protocol.ts'

/**
 * A process that starts llama.cpp on the backend named by its argument, reports once over IPC, and is thrown away: a driver that crashes
 * or hangs takes nothing else with it.
 */
async function probe(backend: BackendId): Promise<ProbeReport> {
  const gpu = backend === 'cpu' ? false : backend
  const supported = await getLlamaGpuTypes('supported')
  if (!supported.includes(gpu)) {
    return { status: 'absent', backend, reason: 'No driver or device for it was found on this machine' }
  }
  const complaints: string[] = []
  try {
    const llama = await getLlama({
      gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.info,
      logger: (level, message) => {
        if (level !== LlamaLogLevel.info) complaints.push(message.trim())
      },
    })
    const deviceNames = gpu === false ? [] : await llama.getGpuDeviceNames()
    if (llama.gpu !== gpu || (gpu !== false && deviceNames.length === 0)) {
      // A Vulkan loader with a software renderer alone: nothing is broken, there is just no GPU.
      const status = complaints.length === 0 ? 'absent' : 'failed'
      return { status, backend, reason: ['llama.cpp found no device for it', ...complaints].join('\n') }
    }
    const vram = gpu === false ? null : await llama.getVramState()
    return {
      status: 'available',
      backend,
      deviceNames,
      vramTotalBytes: vram?.total ?? null,
      vramFreeBytes: vram?.free ?? null,
      vramUnifiedBytes: vram?.unifiedSize ?? null,
      instructionSets: instructionSets(llama.systemInfo),
      cpuLibraryVariant: cpuLibraryVariant(),
      llamaCppRelease: llama.llamaCppRelease.release,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { status: 'failed', backend, reason: [reason, ...complaints].join('\n') }
  }
}

/** From llama.cpp's line, `CPU : SSE3 = 1 | AVX2 = 1 | REPACK = 1 |`, without what is no instruction set. */
function instructionSets(systemInfo: string): string[] {
  const notInstructions = new Set(['LLAMAFILE', 'REPACK', 'OPENMP', 'ACCELERATE', 'KLEIDIAI'])
  const cpu = /CPU : ([^:]*)(?:$|\s\w+ :)/.exec(systemInfo)?.[1] ?? systemInfo
  const names = Array.from(cpu.matchAll(/(\w+) = 1/g), (match) => match[1] ?? '')
  return names.filter((name) => name !== '' && !notInstructions.has(name))
}

/** Which of its CPU libraries llama.cpp loaded, from the list of libraries in this process. */
function cpuLibraryVariant(): string | null {
  Object.assign(process.report, { excludeNetwork: true })
  const report: unknown = process.report.getReport()
  if (typeof report !== 'object' || report === null || !('sharedObjects' in report)) return null
  const { sharedObjects } = report
  if (!Array.isArray(sharedObjects)) return null
  const paths = sharedObjects.filter((path) => typeof path === 'string')
  const library = paths.map((path) => basename(path)).find((name) => /ggml-cpu/.test(name))
  return library?.replace(/\.(so|dylib|dll)$/, '') ?? null
}

const report = await probe(backendIdSchema.parse(process.argv[2]))
process.send?.(report, undefined, undefined, () => process.kill(process.pid, 'SIGKILL'))

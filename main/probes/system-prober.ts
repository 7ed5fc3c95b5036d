import type { BackendId } from '#contract/hardware.ts'
import type { HardwareProber, ProbedHardware } from '../core/ports/hardware-prober.ts'
import { type BackendProbe, probeBackend } from '../engine/host/probe-backend.ts'
import { backendOfReport } from './backend-of-report.ts'
import { readRamAvailableBytes, readSystemFacts } from './system-facts.ts'

type SystemProberOptions = {
  /** The entry of the probe process. */
  probeChildPath: string
  /** Nothing is asked before: the processes take a second of two cores. */
  mayStart?: Promise<void>
  now?: () => number
  platform?: NodeJS.Platform
  probe?: typeof probeBackend
  readFacts?: typeof readSystemFacts
}

/** A driver that wakes a sleeping GPU takes seconds. */
const probeTimeoutMs = 20_000

/** Asks the operating system, and llama.cpp in throw-away processes, what this machine has. */
export class SystemProber implements HardwareProber {
  readonly #options: Required<SystemProberOptions>

  constructor(options: SystemProberOptions) {
    this.#options = {
      mayStart: Promise.resolve(),
      now: Date.now,
      platform: process.platform,
      probe: probeBackend,
      readFacts: readSystemFacts,
      ...options,
    }
  }

  async probe(signal: AbortSignal): Promise<ProbedHardware> {
    const { mayStart, now, platform, readFacts } = this.#options
    await mayStart
    signal.throwIfAborted()
    // The GPUs' one after another beside the CPU's: drivers that start at the same time get into each other's way.
    const [facts, cpu, gpus] = await Promise.all([
      readFacts(),
      this.#ask('cpu', signal),
      this.#askInTurn(gpuBackends(platform), signal),
    ])
    return {
      ...facts,
      probedAtMs: now(),
      cpu: {
        ...facts.cpu,
        instructionSets: cpu.status === 'available' ? cpu.instructionSets : [],
        libraryVariant: cpu.status === 'available' ? cpu.cpuLibraryVariant : null,
      },
      backends: [...gpus, cpu].map(backendOfReport),
    }
  }

  ramAvailableBytes(): Promise<number> {
    return readRamAvailableBytes()
  }

  #ask(backend: BackendId, signal: AbortSignal): Promise<BackendProbe> {
    const { probe, probeChildPath } = this.#options
    return probe(backend, { probeChildPath, timeoutMs: probeTimeoutMs, signal })
  }

  async #askInTurn(backends: readonly BackendId[], signal: AbortSignal): Promise<BackendProbe[]> {
    const reports: BackendProbe[] = []
    for (const backend of backends) reports.push(await this.#ask(backend, signal))
    return reports
  }
}

/** The GPU backends that llama.cpp is shipped with for a platform. */
function gpuBackends(platform: NodeJS.Platform): BackendId[] {
  if (platform === 'darwin') return ['metal']
  return platform === 'linux' || platform === 'win32' ? ['cuda', 'vulkan'] : []
}

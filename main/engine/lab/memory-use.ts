import type { LabMemoryUse } from '../../core/ports/lab-engine.ts'
import type { Device } from './llama/devices.ts'

/** What this process and the GPUs held before a load, to be taken off what they hold after it. */
export class MemoryUse {
  readonly #gpus: readonly Device[]
  readonly #residentBytes = process.memoryUsage.rss()
  readonly #freeBytes: number

  /** Measures what is held now. Without GPUs, no memory of theirs is told. */
  constructor(gpus: readonly Device[]) {
    this.#gpus = gpus
    this.#freeBytes = freeBytes(gpus)
  }

  measure(): LabMemoryUse {
    const residentBytes = process.memoryUsage.rss()
    const peakBytes = process.resourceUsage().maxRSS * 1024
    return {
      residentBytes: Math.max(0, residentBytes - this.#residentBytes),
      peakResidentBytes: Math.max(0, Math.max(peakBytes, residentBytes) - this.#residentBytes),
      vramBytes: this.#gpus.length === 0 ? null : Math.max(0, this.#freeBytes - freeBytes(this.#gpus)),
    }
  }
}

function freeBytes(gpus: readonly Device[]): number {
  return gpus.reduce((sum, gpu) => sum + gpu.freeBytes(), 0)
}

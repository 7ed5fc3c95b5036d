import type { LoadedModel } from '#contract/engine.ts'
import type { BackendId, Hardware } from '#contract/hardware.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import { type FitMemory, fitMemory } from './fit-memory.ts'

/** What the loaded models take: it makes room for the next one, and so does not count as used. */
type Held = { backend: BackendId; sinceMs: number; ramBytes: number; vramBytes: number }

/** How much memory a model may take, with those that are in it unloaded. */
export class FreeMemory {
  readonly #hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes'>
  /** As of the last look, with what models held then; null where nobody could tell. */
  #freeRamBytes: number | null = null
  #held: readonly Held[] = []

  constructor(hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes'>) {
    this.#hardware = hardware
  }

  /** Looks how much main memory is free now, other processes' use included. */
  async measure(): Promise<void> {
    const availableBytes = await this.#hardware.ramAvailableBytes().catch(() => null)
    // Added here: what is loaded after this look was free at it.
    this.#freeRamBytes = addTo(availableBytes, sum(this.#held.map(({ ramBytes }) => ramBytes)))
  }

  /**
   * Notes which models are in memory, by what their processes were measured to take. Mapped weights are left out: the operating system
   * counts them as available. For main memory a change holds from the next look on.
   */
  noteLoaded(loads: readonly { loaded: LoadedModel; atMs: number }[]): void {
    this.#held = loads.flatMap(({ loaded: { backend, memory }, atMs }) =>
      memory === null
        ? []
        : {
            backend,
            sinceMs: atMs,
            ramBytes: memory.residentBytes - Math.min(memory.residentBytes, memory.mappedBytes),
            vramBytes: memory.vramBytes ?? 0,
          },
    )
  }

  /** What the loaded models hold of the GPUs that this backend uses. */
  heldVramBytes(backend: BackendId): number {
    return sum(this.#held.filter((held) => held.backend === backend).map(({ vramBytes }) => vramBytes))
  }

  /**
   * What is free where models would be loaded on this backend; null takes the chosen one.
   * @param vramFreeBytes what is free on its GPUs now, where somebody has just looked; else the last probe tells
   */
  forBackend(backend: BackendId | null, vramFreeBytes: number | null = null): FitMemory {
    const state = this.#hardware.state.value
    const known = state.phase === 'known' ? state.hardware : null
    const hardware = known && backend ? { ...known, chosen: { ...known.chosen, backend } } : known
    const memory = fitMemory(hardware, this.#freeRamBytes ?? known?.ramAvailableBytes ?? null)
    if (memory.gpu === null || hardware === null) return memory
    const vramBytes =
      vramFreeBytes === null
        ? addTo(memory.gpu.vramBytes, this.#probedVramBytes(hardware))
        : vramFreeBytes + this.heldVramBytes(hardware.chosen.backend)
    return { ...memory, gpu: { ...memory.gpu, vramBytes } }
  }

  /** What the probe counted as used, where it ran after the load. */
  #probedVramBytes({ probedAtMs, chosen }: Hardware): number {
    const counted = this.#held.filter((held) => held.backend === chosen.backend && probedAtMs > held.sinceMs)
    return sum(counted.map(({ vramBytes }) => vramBytes))
  }
}

function addTo(bytes: number | null, more: number): number | null {
  return bytes === null ? null : bytes + more
}

function sum(bytes: readonly number[]): number {
  return bytes.reduce((total, part) => total + part, 0)
}

import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId, Hardware } from '#contract/hardware.ts'
import type { HardwareService } from '../hardware/hardware-service.ts'
import type { StoredModel } from '../ports/model-repository.ts'
import { estimateParts, type FitMemory, fitMemory } from './fit.ts'

type FreeMemoryOptions = {
  hardware: Pick<HardwareService, 'state' | 'ramAvailableBytes'>
  load: () => LoadOptions
  now: () => number
}

/** What the loaded model takes: it makes room for the next one, and so does not count as used. */
type Held = { backend: BackendId; sinceMs: number; ramBytes: number; vramBytes: number }

/** How much memory a model may take, with the present one unloaded. */
export class FreeMemory {
  readonly #options: FreeMemoryOptions
  #measuredRamBytes: number | null = null
  #held: Held | null = null

  constructor(options: FreeMemoryOptions) {
    this.#options = options
  }

  /** Looks how much main memory is free now. */
  async measure(): Promise<void> {
    this.#measuredRamBytes = await this.#options.hardware.ramAvailableBytes().catch(() => null)
  }

  /**
   * Notes which model is in memory. Mapped weights on the CPU are left out: the operating system counts them as available. A change
   * holds from the next measurement on.
   */
  noteLoaded(loaded: LoadedModel | null, record: StoredModel | null): void {
    const parts = loaded && record && this.#partsOf(loaded, record)
    if (!loaded || !parts) {
      this.#held = null
      return
    }
    const working = parts.kvCacheBytes + parts.computeBytes + parts.engineBytes
    const isOnCpu = loaded.backend === 'cpu'
    const share = isOnCpu || loaded.totalLayers === 0 ? 0 : loaded.gpuLayers / loaded.totalLayers
    this.#held = {
      backend: loaded.backend,
      sinceMs: this.#options.now(),
      ramBytes: Math.round(isOnCpu ? working : parts.kvCacheBytes * (1 - share)),
      vramBytes: isOnCpu ? 0 : Math.round((parts.weightsBytes + parts.kvCacheBytes) * share + parts.computeBytes),
    }
  }

  /** What is free where models would be loaded on this backend; null takes the chosen one. */
  forBackend(backend: BackendId | null): FitMemory {
    const state = this.#options.hardware.state.value
    const known = state.phase === 'known' ? state.hardware : null
    const hardware = known && backend ? { ...known, chosen: { ...known.chosen, backend } } : known
    const ramBytes =
      this.#measuredRamBytes === null
        ? (known?.ramAvailableBytes ?? null)
        : this.#measuredRamBytes + (this.#held?.ramBytes ?? 0)
    const memory = fitMemory(hardware, ramBytes)
    if (memory.gpu?.vramBytes == null || hardware === null) return memory
    return { ...memory, gpu: { ...memory.gpu, vramBytes: memory.gpu.vramBytes + this.#heldVramBytes(hardware) } }
  }

  #partsOf({ contextTokens, kvTypeK, kvTypeV, backend }: LoadedModel, record: StoredModel) {
    const load = { ...this.#options.load(), contextTokens, kvTypeK, kvTypeV }
    return estimateParts(record, load, this.forBackend(backend))
  }

  /** What the probe counted as used, where it ran after the load. */
  #heldVramBytes({ probedAtMs, chosen }: Hardware): number {
    const held = this.#held
    return held && held.backend === chosen.backend && probedAtMs > held.sinceMs ? held.vramBytes : 0
  }
}

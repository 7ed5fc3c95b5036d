import type { LoadedModel, LoadOptions } from '#contract/engine.ts'
import type { BackendId } from '#contract/hardware.ts'
import type { FitEstimate } from '#contract/models.ts'
import type { MemoryMeasurementRepository, StoredMeasurement } from '../ports/memory-measurement-repository.ts'

/** An estimate of the load that was measured. */
export type Estimated = { bytes: number; isSimulated: boolean }

type Wanted = { modelId: string; backend: BackendId; contextTokens: number } & Pick<
  LoadOptions,
  'kvTypeK' | 'kvTypeV' | 'flashAttention'
>

/** What loads on this machine took, and how far off their estimates were. */
export class MeasurementBook {
  readonly #repository: MemoryMeasurementRepository
  /** The newest first. */
  #measurements: StoredMeasurement[]

  constructor(repository: MemoryMeasurementRepository) {
    this.#repository = repository
    this.#measurements = repository.list()
  }

  /**
   * Notes what a load has taken so far. A lower bound takes the place of a lower bound, and never that of a complete measurement.
   * @param atMs when it was loaded
   */
  note(loaded: LoadedModel, estimated: Estimated, atMs: number): void {
    if (loaded.memory === null) return
    const { memory, modelId, backend, contextTokens, kvTypeK, kvTypeV } = loaded
    const loadKey = keyOf(loaded)
    const before = this.#measurements.find((one) => one.modelId === modelId && one.loadKey === loadKey)
    if (before?.isComplete && !memory.isComplete) return
    const measurement: StoredMeasurement = {
      modelId,
      loadKey,
      atMs,
      backend,
      contextTokens,
      kvTypeK,
      kvTypeV,
      estimatedBytes: estimated.bytes,
      measuredBytes: memory.residentBytes + (memory.vramBytes ?? 0),
      isComplete: memory.isComplete,
      isSimulated: estimated.isSimulated,
    }
    this.#measurements = [measurement, ...this.#measurements.filter((one) => one !== before)]
    try {
      this.#repository.save(measurement)
    } catch {
      // It holds for this run: the disk may be full.
    }
  }

  /** The newest complete measurement of such a load, else the newest; null where there is none. */
  find({ modelId, backend, contextTokens, kvTypeK, kvTypeV, flashAttention }: Wanted): FitEstimate['measured'] {
    const typeV = flashAttention === 'off' ? 'f16' : kvTypeV
    const found = this.#measurements.filter(
      (one) =>
        one.modelId === modelId &&
        one.backend === backend &&
        one.contextTokens === contextTokens &&
        one.kvTypeK === kvTypeK &&
        one.kvTypeV === typeV,
    )
    const newest = found.find((one) => one.isComplete) ?? found[0]
    if (newest === undefined) return null
    const { modelId: _model, loadKey, isSimulated, ...measurement } = newest
    return measurement
  }

  /** The least and the largest ratio of measured to estimated memory, where llama.cpp's own estimate was met by a complete measurement. */
  ownError(): FitEstimate['ownError'] {
    const ratios = this.#measurements
      .filter((one) => one.isComplete && one.isSimulated && one.estimatedBytes > 0 && one.measuredBytes > 0)
      .map((one) => one.measuredBytes / one.estimatedBytes)
    if (ratios.length === 0) return null
    return { low: Math.min(...ratios), high: Math.max(...ratios), measurements: ratios.length }
  }
}

function keyOf(loaded: LoadedModel): string {
  const { backend, contextTokens, kvTypeK, kvTypeV, gpuLayers, flashAttention, ubatchTokens, mmap } = loaded
  return JSON.stringify({ backend, contextTokens, kvTypeK, kvTypeV, gpuLayers, flashAttention, ubatchTokens, mmap })
}

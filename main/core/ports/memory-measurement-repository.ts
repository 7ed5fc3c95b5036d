import type { MemoryMeasurement } from '#contract/models.ts'
import type { LoadSimulation } from './fit-estimator.ts'

/** What one load took, with the choices that decide it. */
export type StoredMeasurement = MemoryMeasurement & {
  modelId: string
  /** All choices of the load in one text: a second load like the first takes its place. */
  loadKey: string
  /** Whether the estimate was llama.cpp's own: only these tell how wrong it is here. */
  isSimulated: boolean
}

/** llama.cpp's answer for a model, so that it need not be asked again at each start. */
export type StoredSimulation = {
  modelId: string
  /** The file and the choices that it holds for. */
  loadKey: string
  simulation: LoadSimulation
}

export interface MemoryMeasurementRepository {
  /** All, the newest first. */
  list(): StoredMeasurement[]
  /** Inserts, or replaces the one of the same model and load. */
  save(measurement: StoredMeasurement): void
  /** The last one of each model. */
  simulations(): StoredSimulation[]
  /** Inserts, or replaces the one of the same model. */
  saveSimulation(simulation: StoredSimulation): void
}

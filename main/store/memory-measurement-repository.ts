import { memoryMeasurementSchema } from '#contract/models.ts'
import { loadSimulationSchema } from '../core/ports/fit-estimator.ts'
import type { MemoryMeasurementRepository, StoredMeasurement } from '../core/ports/memory-measurement-repository.ts'
import type { WritableDb } from './database.ts'
import { parseJson } from './json-column.ts'

type MeasurementRow = {
  model_id: string
  load_key: string
  at_ms: number
  backend: string
  context_tokens: number
  kv_type_k: string
  kv_type_v: string
  estimated_bytes: number
  measured_bytes: number
  is_complete: number
  is_simulated: number
}
type SimulationRow = { model_id: string; load_key: string; simulation: string }

export function createMemoryMeasurementRepository(db: WritableDb): MemoryMeasurementRepository {
  const rows = db.prepare<[], MeasurementRow>('SELECT * FROM memory_measurements ORDER BY at_ms DESC, row DESC')
  const simulationRows = db.prepare<[], SimulationRow>('SELECT * FROM load_simulations')
  const upsert = db.prepare<[MeasurementRow]>(
    `INSERT OR REPLACE INTO memory_measurements
       (model_id, load_key, at_ms, backend, context_tokens, kv_type_k, kv_type_v, estimated_bytes, measured_bytes, is_complete, is_simulated)
     VALUES (:model_id, :load_key, :at_ms, :backend, :context_tokens, :kv_type_k, :kv_type_v, :estimated_bytes, :measured_bytes, :is_complete, :is_simulated)`,
  )
  const upsertSimulation = db.prepare<[SimulationRow]>(
    'INSERT OR REPLACE INTO load_simulations (model_id, load_key, simulation) VALUES (:model_id, :load_key, :simulation)',
  )

  return {
    list: () => rows.all().flatMap(measurementFromRow),
    save: (measurement) => void upsert.run(measurementToRow(measurement)),
    simulations: () =>
      simulationRows.all().flatMap(({ model_id: modelId, load_key: loadKey, simulation: json }) => {
        const simulation = parseJson(loadSimulationSchema, json)
        return simulation === null ? [] : { modelId, loadKey, simulation }
      }),
    saveSimulation: ({ modelId, loadKey, simulation }) =>
      void upsertSimulation.run({ model_id: modelId, load_key: loadKey, simulation: JSON.stringify(simulation) }),
  }
}

/** A row that this version cannot read (a backend or a type that it does not know) is left out. */
function measurementFromRow(row: MeasurementRow): StoredMeasurement[] {
  const measurement = memoryMeasurementSchema.safeParse({
    atMs: row.at_ms,
    backend: row.backend,
    contextTokens: row.context_tokens,
    kvTypeK: row.kv_type_k,
    kvTypeV: row.kv_type_v,
    estimatedBytes: row.estimated_bytes,
    measuredBytes: row.measured_bytes,
    isComplete: row.is_complete !== 0,
  })
  if (!measurement.success) return []
  return [{ ...measurement.data, modelId: row.model_id, loadKey: row.load_key, isSimulated: row.is_simulated !== 0 }]
}

function measurementToRow(measurement: StoredMeasurement): MeasurementRow {
  return {
    model_id: measurement.modelId,
    load_key: measurement.loadKey,
    at_ms: measurement.atMs,
    backend: measurement.backend,
    context_tokens: measurement.contextTokens,
    kv_type_k: measurement.kvTypeK,
    kv_type_v: measurement.kvTypeV,
    estimated_bytes: measurement.estimatedBytes,
    measured_bytes: measurement.measuredBytes,
    is_complete: measurement.isComplete ? 1 : 0,
    is_simulated: measurement.isSimulated ? 1 : 0,
  }
}

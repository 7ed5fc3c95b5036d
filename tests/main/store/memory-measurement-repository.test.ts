import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { StoredMeasurement, StoredSimulation } from '../../../main/core/ports/memory-measurement-repository.ts'
import { simulated } from '../../support/fake-estimator.ts'
import { storePaths, tempFolder, tempStore } from '../../support/temp-store.ts'

const measurement: StoredMeasurement = {
  modelId: 'a',
  loadKey: 'x',
  atMs: 5,
  backend: 'cpu',
  contextTokens: 2048,
  kvTypeK: 'f16',
  kvTypeV: 'q8_0',
  estimatedBytes: 100,
  measuredBytes: 90,
  isComplete: false,
  isSimulated: true,
}

test('measurements come back as they were saved, the newest first, one for each way to load a model', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.memoryMeasurements.save(measurement)
  store.memoryMeasurements.save({ ...measurement, loadKey: 'y', atMs: 7 })
  store.memoryMeasurements.save({ ...measurement, measuredBytes: 95, isComplete: true })
  store.close()
  expect(tempStore(folder).memoryMeasurements.list()).toEqual([
    { ...measurement, loadKey: 'y', atMs: 7 },
    { ...measurement, measuredBytes: 95, isComplete: true },
  ])
})

test('the last simulation of each model is kept over a restart', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  const answer = simulated()
  if (answer.status !== 'simulated') throw new Error('no simulation')
  const first: StoredSimulation = { modelId: 'a', loadKey: 'x', simulation: answer.simulation }
  store.memoryMeasurements.saveSimulation(first)
  store.memoryMeasurements.saveSimulation({ ...first, modelId: 'b' })
  store.memoryMeasurements.saveSimulation({ ...first, loadKey: 'y' })
  store.close()
  const { memoryMeasurements } = tempStore(folder)
  expect(memoryMeasurements.simulations().toSorted((a, b) => a.modelId.localeCompare(b.modelId))).toEqual([
    { ...first, loadKey: 'y' },
    { ...first, modelId: 'b' },
  ])
})

// A backend that only a newer version knows, or half a JSON text, must not take the other rows with it.
test('rows that cannot be read are left out, and the others are not', () => {
  const folder = tempFolder()
  const store = tempStore(folder)
  store.memoryMeasurements.save(measurement)
  store.memoryMeasurements.save({ ...measurement, loadKey: 'y' })
  store.close()
  const db = new Database(storePaths(folder).database)
  db.exec(`UPDATE memory_measurements SET backend = 'npu' WHERE load_key = 'y'`)
  db.exec(`INSERT INTO load_simulations VALUES ('a', 'x', '{"gpuLayers":')`)
  db.close()
  const { memoryMeasurements } = tempStore(folder)
  expect(memoryMeasurements.list()).toEqual([measurement])
  expect(memoryMeasurements.simulations()).toEqual([])
})

import { onTestFinished } from 'vitest'
import { FitService } from '../../main/core/fit/fit-service.ts'
import { LiveValue } from '../../main/core/live-value.ts'
import type { StoredModel } from '../../main/core/ports/model-repository.ts'
import type { Store } from '../../main/core/ports/store.ts'
import type { EngineState, LoadedModel } from '../../preload/contract/engine.ts'
import type { BackendId, GpuDevice, HardwareState } from '../../preload/contract/hardware.ts'
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts'
import { storedModel } from './engine-bench.ts'
import { FakeEstimator, simulated } from './fake-estimator.ts'
import { makeEngine, makeLoaded } from './make-engine.ts'
import { ManualTimer } from './manual-timer.ts'
import { tempStore } from './temp-store.ts'

const cpu = { id: 'cpu' as const, status: 'available' as const, problem: null, devices: [] }

/** A machine with 8 GB free, and a GPU where one is named. */
export function machineWith(backend: BackendId, device: Partial<GpuDevice> = {}, probedAtMs = 0): HardwareState {
  const gpu = { name: 'Test GPU', vramTotalBytes: 8e9, vramFreeBytes: 6e9, unifiedMemory: false, ...device }
  return {
    phase: 'known',
    hardware: {
      probedAtMs,
      platform: 'linux',
      osName: 'Test OS 1',
      cpu: { model: 'Test CPU', physicalCores: 4, logicalCores: 8, instructionSets: [], libraryVariant: null },
      ramTotalBytes: 16e9,
      ramAvailableBytes: 8e9,
      backends: backend === 'cpu' ? [cpu] : [{ ...cpu, id: backend, devices: [gpu] }, cpu],
      chosen: { backend, reason: 'chosen-by-user', params: {} },
    },
  }
}

/** The starter's shape. */
export function smallModel(id: string, change: Partial<StoredModel> = {}): StoredModel {
  return storedModel(id, {
    sizeBytes: 98_300_000,
    kvElementsPerToken: { k: 5760, v: 5760 },
    embeddingLength: 576,
    vocabularySize: 49_152,
    ...change,
  })
}

/** A model in memory, loaded as the settings say. */
export function loadedModel(modelId: string, change: Partial<LoadedModel> = {}): LoadedModel {
  return makeLoaded({ modelId, name: modelId, ...change })
}

/** The fit service over a fake estimator, a real database with these models, and a machine and a timer that a test turns. */
export function fitBench(models: readonly StoredModel[], store: Store = tempStore()) {
  for (const model of models) store.models.save(model)
  const estimator = new FakeEstimator(() => simulated())
  const settings = new LiveValue<Settings>(defaultSettings)
  const state = new LiveValue<HardwareState>(machineWith('cpu'))
  const timer = new ManualTimer()
  const machine = { ramAvailableBytes: 8e9, nowMs: 1000 }
  const fit = new FitService({
    estimator,
    measurements: store.memoryMeasurements,
    models: store.models,
    hardware: {
      state,
      ramAvailableBytes: async () => machine.ramAvailableBytes,
      chosenBackend: async () => (state.value.phase === 'known' ? state.value.hardware.chosen.backend : 'cpu'),
    },
    settings,
    now: () => machine.nowMs,
    setTimer: timer.set,
  })
  onTestFinished(() => fit.close())
  return {
    fit,
    store,
    estimator,
    settings,
    hardware: state,
    timer,
    machine,
    /** What the engine says of itself. */
    engine: (change: Partial<EngineState>) => fit.noteEngine(makeEngine(change)),
  }
}

import type { EngineState, LoadedModel } from '#contract/engine.ts'
import type { Hardware } from '#contract/hardware.ts'
import type { Model, ModelsState } from '#contract/models.ts'

/** A model of the library, the starter's like. */
export const makeModel = (change: Partial<Model> = {}): Model => ({
  id: 'model-1',
  name: 'SmolLM2 135M Instruct',
  fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  path: '/home/me/models/SmolLM2-135M-Instruct.Q4_1.gguf',
  sizeBytes: 98_362_432,
  quantization: 'Q4_1',
  architecture: 'llama',
  parameterCount: 134_515_008,
  trainedContextTokens: 8192,
  layerCount: 30,
  hasChatTemplate: true,
  licence: 'apache-2.0',
  sha256: null,
  addedAtMs: 0,
  lastUsedAtMs: null,
  folderId: null,
  partCount: 1,
  bitsPerWeight: 5.8,
  ladderId: 'smollm2-135m-instruct',
  ladderName: 'SmolLM2 135M Instruct',
  publisher: null,
  tags: [],
  hasNotes: false,
  isFavourite: false,
  problem: null,
  measuredRate: null,
  isStarter: false,
  isReachable: true,
  fit: {
    verdict: 'fits',
    requiredBytes: 5e8,
    availableBytes: 8e9,
    contextTokens: 8192,
    gpuLayers: null,
    source: 'header',
  },
  ...change,
})

export const makeModels = (models: Model[], change: Partial<ModelsState> = {}): ModelsState => ({
  models,
  chosenModelId: models[0]?.id ?? null,
  starter: { phase: 'declined' },
  ...change,
})

export const makeLoaded = (change: Partial<LoadedModel> = {}): LoadedModel => ({
  modelId: 'model-1',
  name: 'SmolLM2 135M Instruct',
  quantization: 'Q4_1',
  backend: 'cpu',
  gpuLayers: 0,
  totalLayers: 31,
  contextTokens: 8192,
  trainedContextTokens: 8192,
  threads: 2,
  flashAttention: true,
  kvTypeK: 'f16',
  kvTypeV: 'f16',
  batchTokens: 512,
  ubatchTokens: 512,
  mmap: true,
  mlock: false,
  profileName: null,
  memory: null,
  loadMs: 400,
  engineBuild: 'llama.cpp v0.5.0',
  fallback: null,
  ...change,
})

export const makeEngine = (change: Partial<EngineState> = {}): EngineState => ({
  phase: 'off',
  modelId: null,
  loadProgress: null,
  loaded: null,
  alsoInMemory: [],
  idleUnloadAtMs: null,
  contextUsedTokens: null,
  live: null,
  lastTokensPerSecond: null,
  problem: null,
  crashedAtMs: null,
  crashesInARow: 0,
  ...change,
})

export const makeHardware = (change: Partial<Hardware> = {}): Hardware => ({
  probedAtMs: 0,
  platform: 'linux',
  osName: 'Debian',
  cpu: { model: 'EPYC', physicalCores: 2, logicalCores: 4, instructionSets: ['AVX2'], libraryVariant: 'zen4' },
  ramTotalBytes: 16e9,
  ramAvailableBytes: 8e9,
  backends: [
    { id: 'cuda', status: 'failed', problem: 'driver too old', devices: [] },
    { id: 'cpu', status: 'available', problem: null, devices: [] },
  ],
  chosen: {
    backend: 'cpu',
    reason: 'gpu-failed',
    params: { backend: 'cpu', requested: 'cuda', problem: 'driver too old' },
  },
  ...change,
})

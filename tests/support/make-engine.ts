import type { EngineState, LoadedModel } from '#contract/engine.ts'

/** The starter in main memory. */
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

/** An engine without a model. */
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

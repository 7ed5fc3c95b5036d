import type { FoldersState, LibraryFolder } from '#contract/folders.ts'
import type { Hardware } from '#contract/hardware.ts'
import type { FitEstimate, Model, ModelDetails, ModelsState } from '#contract/models.ts'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import type { LoadProfile } from '#contract/profiles.ts'

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

/** An estimate of llama.cpp's, of a load into main memory. */
export const makeEstimate = (change: Partial<FitEstimate> = {}): FitEstimate => ({
  verdict: 'fits',
  requiredBytes: 1_000_000_000,
  availableBytes: 8_000_000_000,
  contextTokens: 8192,
  gpuLayers: null,
  source: 'llama.cpp',
  totalLayers: 31,
  devices: [
    {
      kind: 'ram',
      weightsBytes: 600_000_000,
      kvCacheBytes: 200_000_000,
      computeBytes: 100_000_000,
      engineBytes: 100_000_000,
      availableBytes: 8_000_000_000,
    },
  ],
  measured: null,
  ownError: null,
  ...change,
})

export const makeProfile = (change: Partial<LoadProfile> = {}): LoadProfile => ({
  id: 'profile-1',
  modelId: 'model-1',
  name: 'Long context',
  isDefault: false,
  load: {},
  sampling: {},
  systemPrompt: null,
  ...change,
})

export const makeQuantization = (change: Partial<OfferedQuantization> = {}): OfferedQuantization => ({
  name: 'Q4_K_M',
  files: [{ path: 'model-Q4_K_M.gguf', sizeBytes: 5_030_000_000, sha256: null }],
  sizeBytes: 5_030_000_000,
  bitsPerWeight: 4.9,
  fit: makeModel().fit,
  estimatedRate: { low: 36, high: 44 },
  modelId: null,
  downloadId: null,
  ...change,
})

/** A model that the hub's search found. */
export const makeOffer = (change: Partial<OfferedModel> = {}): OfferedModel => ({
  repository: 'Qwen/Qwen3-8B-GGUF',
  catalogId: null,
  name: 'Qwen3 8B',
  author: 'Qwen',
  descriptionKey: null,
  licence: 'apache-2.0',
  gated: 'no',
  likes: 120,
  downloads: 310_000,
  updatedAtMs: null,
  architecture: 'qwen3',
  parameterCount: 8_200_000_000,
  contextTokens: 40_960,
  pageUrl: 'https://huggingface.co/Qwen/Qwen3-8B-GGUF',
  quantizations: [makeQuantization()],
  recommended: 'Q4_K_M',
  unchecked: [],
  ...change,
})

/** What the file of `makeModel` says of itself. */
export const makeDetails = (change: Partial<ModelDetails> = {}): ModelDetails => ({
  modelId: 'model-1',
  originalName: 'SmolLM2 135M Instruct',
  notes: '',
  source: null,
  files: [{ path: '/home/me/models/SmolLM2-135M-Instruct.Q4_1.gguf', sizeBytes: 98_362_432, isReachable: true }],
  headCount: 9,
  kvHeadCount: 3,
  embeddingLength: 576,
  vocabularySize: 49_152,
  expertCount: null,
  expertUsedCount: null,
  slidingWindowTokens: null,
  tensorTypes: [{ type: 'Q4_1', tensorCount: 1, elementCount: 32, sizeBytes: 20 }],
  tensors: [{ name: 'blk.0.attn_q.weight', type: 'Q4_1', dimensions: [576, 576], sizeBytes: 20 }],
  template: { source: '{{ messages }}', isCut: false, sha256: 'ab'.repeat(32), differsFrom: [] },
  metadata: [{ key: 'general.name', type: 'string', value: 'SmolLM2', isCut: false, length: null }],
  ...change,
})

export const makeFolder = (change: Partial<LibraryFolder> = {}): LibraryFolder => ({
  id: 'folder-1',
  path: '/media/me/models',
  kind: 'added',
  isScanning: false,
  isReachable: true,
  modelCount: 3,
  sizeBytes: 12_000_000_000,
  problem: null,
  ...change,
})

export const makeFolders = (change: Partial<FoldersState> = {}): FoldersState => ({
  folders: [makeFolder()],
  detected: [],
  disk: { freeBytes: 300e9, totalBytes: 500e9 },
  hashing: null,
  ...change,
})

import type { LoadOptions } from '#contract/engine.ts'
import type { Hardware } from '#contract/hardware.ts'
import type { FitDevice, FitEstimate, Model } from '#contract/models.ts'
import type { LoadProfile } from '#contract/profiles.ts'
import type { LiveValue } from '../../main/core/live-value.ts'
import type { FakeWebApp } from './fake-web-app.ts'
import { makeDownload } from './make-download.ts'

/*
 * A library as a person may have it, with made-up figures, on a machine with a GPU of 8 GiB: for pictures, and for the bench of the picker.
 * What the core would find out on a real machine is set from here.
 */

const gib = 1024 ** 3
const vram = { totalBytes: 8 * gib, freeBytes: Math.round(7.58 * gib) }
const ram = { totalBytes: 32 * gib, freeBytes: Math.round(24.6 * gib) }
const engineBytes = 0.21 * gib
const computeBytes = 0.31 * gib

type Shape = {
  name: string
  publisher: string
  licence: string
  parameterCount: number
  trainedContextTokens: number
  layerCount: number
  /** Of the KV cache at f16, for each token. */
  kvBytesPerToken: number
}

const llama: Shape = {
  name: 'Llama 3.1 8B Instruct',
  publisher: 'Meta',
  licence: 'llama3.1',
  parameterCount: 8_030_261_312,
  trainedContextTokens: 131_072,
  layerCount: 32,
  kvBytesPerToken: 131_072,
}
const qwen: Shape = {
  ...llama,
  name: 'Qwen2.5 Coder 7B Instruct',
  publisher: 'Alibaba',
  licence: 'apache-2.0',
  layerCount: 28,
  kvBytesPerToken: 57_344,
}
const gemma: Shape = { ...llama, name: 'Gemma 3 4B Instruct', publisher: 'Google', licence: 'gemma', layerCount: 34 }
const mistral: Shape = {
  ...llama,
  name: 'Mistral Small 3.2 24B',
  publisher: 'Mistral',
  licence: 'apache-2.0',
  layerCount: 40,
}

const bitsPerWeight: Record<string, number> = { Q8_0: 8.5, Q6_K: 6.6, Q5_K_M: 5.7, Q4_K_M: 4.9, Q3_K_M: 4, Q2_K: 3.2 }

const kvShare: Record<string, number> = { f16: 1, q8_0: 0.53, q4_0: 0.28 }

/** The parts of a load by plain arithmetic, layers shared out between GPU and CPU. */
function estimate(model: Model, shape: Shape, options: LoadOptions): FitEstimate {
  const contextTokens = Math.min(options.contextTokens ?? 8192, shape.trainedContextTokens)
  const kvCacheBytes = contextTokens * shape.kvBytesPerToken * (kvShare[options.kvTypeK] ?? 1)
  const totalLayers = shape.layerCount + 1
  const roomBytes = vram.freeBytes - engineBytes - computeBytes
  const fitting = Math.floor(roomBytes / ((model.sizeBytes + kvCacheBytes) / totalLayers))
  const gpuLayers = Math.min(totalLayers, options.gpuLayers ?? totalLayers, fitting)
  const share = gpuLayers / totalLayers
  const part = (kind: FitDevice['kind'], ofLayers: number, fixed: number): FitDevice => ({
    kind,
    weightsBytes: Math.round(model.sizeBytes * ofLayers),
    kvCacheBytes: Math.round(kvCacheBytes * ofLayers),
    computeBytes: Math.round(computeBytes * fixed),
    engineBytes: Math.round(engineBytes * fixed),
    availableBytes: kind === 'vram' ? vram.freeBytes : ram.freeBytes,
  })
  const devices = [part('vram', share, 1), ...(share < 1 ? [part('ram', 1 - share, 0.3)] : [])]
  const requiredBytes = Math.round(model.sizeBytes + kvCacheBytes + computeBytes + engineBytes)
  const leftBytes = vram.freeBytes - requiredBytes
  return {
    verdict: share < 1 ? 'partial-offload' : leftBytes < vram.freeBytes * 0.1 ? 'tight' : 'fits',
    requiredBytes,
    availableBytes: vram.freeBytes,
    contextTokens,
    gpuLayers,
    source: 'llama.cpp',
    totalLayers,
    devices,
    measured: null,
    ownError: { low: 0.96, high: 1.05, measurements: 12 },
  }
}

function model(shape: Shape, quantization: string, change: Partial<Model> = {}): Model {
  const bits = bitsPerWeight[quantization] ?? 4.9
  const fileName = `${shape.name.replaceAll(' ', '-')}-${quantization}.gguf`
  return {
    id: fileName,
    name: shape.name,
    fileName,
    path: `/home/me/models/${fileName}`,
    folderId: null,
    sizeBytes: Math.round((shape.parameterCount * bits) / 8),
    partCount: 1,
    quantization,
    bitsPerWeight: bits,
    architecture: 'llama',
    parameterCount: shape.parameterCount,
    trainedContextTokens: shape.trainedContextTokens,
    layerCount: shape.layerCount,
    hasChatTemplate: true,
    licence: shape.licence,
    sha256: null,
    ladderId: shape.name,
    ladderName: shape.name,
    publisher: shape.publisher,
    tags: [],
    hasNotes: false,
    isFavourite: false,
    addedAtMs: 0,
    lastUsedAtMs: null,
    isStarter: false,
    isReachable: true,
    problem: null,
    measuredRate: null,
    fit: {
      verdict: 'fits',
      requiredBytes: 5e9,
      availableBytes: vram.freeBytes,
      contextTokens: 8192,
      gpuLayers: 33,
      source: 'header',
    },
    ...change,
  }
}

const hardware: Hardware = {
  probedAtMs: 0,
  platform: 'linux-x64',
  osName: 'Linux',
  cpu: { model: 'Test CPU', physicalCores: 8, logicalCores: 16, instructionSets: ['AVX2'], libraryVariant: null },
  ramTotalBytes: ram.totalBytes,
  ramAvailableBytes: ram.freeBytes,
  backends: [
    {
      id: 'cuda',
      status: 'available',
      problem: null,
      devices: [
        {
          name: 'GeForce RTX 4060',
          vramTotalBytes: vram.totalBytes,
          vramFreeBytes: vram.freeBytes,
          unifiedMemory: false,
        },
      ],
    },
    { id: 'cpu', status: 'available', problem: null, devices: [] },
  ],
  chosen: { backend: 'cuda', reason: 'gpu-found', params: { backend: 'cuda', gpuName: 'GeForce RTX 4060' } },
}

const q4 = model(llama, 'Q4_K_M', { lastUsedAtMs: 9, measuredRate: { tokensPerSecond: 38.2, answers: 41 } })

const library: [Shape, Model][] = [
  [llama, q4],
  ...['Q8_0', 'Q6_K', 'Q5_K_M', 'Q3_K_M', 'Q2_K'].map((name): [Shape, Model] => [llama, model(llama, name)]),
  [qwen, model(qwen, 'Q5_K_M', { isFavourite: true, lastUsedAtMs: 8 })],
  [qwen, model(qwen, 'Q4_K_M', { isFavourite: true })],
  [gemma, model(gemma, 'Q4_K_M', { lastUsedAtMs: 7, parameterCount: 4_300_000_000, sizeBytes: 2_489_000_000 })],
  [
    mistral,
    model(mistral, 'Q4_K_M', {
      sizeBytes: 14_330_000_000,
      lastUsedAtMs: 6,
      fit: {
        verdict: 'partial-offload',
        requiredBytes: 15e9,
        availableBytes: 8e9,
        contextTokens: 8192,
        gpuLayers: 17,
        source: 'header',
      },
    }),
  ],
  [llama, model({ ...llama, name: 'Phi 4 14B' }, 'Q4_K_M', { isReachable: false })],
  [
    llama,
    model({ ...llama, name: 'Tulu 3 8B' }, 'Q4_K_M', {
      problem: { code: 'MODEL_FILE_TRUNCATED', params: { fileName: 'Tulu.gguf' }, detail: '1,204 bytes are missing' },
    }),
  ],
]

const profiles: LoadProfile[] = [
  {
    id: 'long',
    modelId: q4.id,
    name: 'Long context',
    isDefault: true,
    load: { contextTokens: 16_384 },
    sampling: {},
    systemPrompt: null,
  },
  {
    id: 'code',
    modelId: q4.id,
    name: 'Code review',
    isDefault: false,
    load: { contextTokens: 32_768, kvTypeK: 'q8_0', kvTypeV: 'q8_0' },
    sampling: { temperature: 0 },
    systemPrompt: 'You review code.',
  },
]

/** Sets a value that the core does not change any more. */
function keep<T>(live: LiveValue<T>, value: T): void {
  live.set(value)
  live.set = () => undefined
}

/** Gives the app such a library, and the machine that goes with it. */
export function fillWithModels({ core }: FakeWebApp, more: readonly Model[] = []): void {
  core.hardware.state.set({ phase: 'known', hardware })
  core.models.estimateFit = async (id, options) => {
    const [shape, found] = library.find(([, candidate]) => candidate.id === id) ?? [llama, q4]
    const whole = estimate(found, shape, options)
    if (found !== q4 || options.contextTokens !== 16_384) return whole
    const measuredBytes = Math.round((whole.requiredBytes ?? 0) * 0.98)
    return {
      ...whole,
      measured: {
        atMs: 0,
        backend: 'cuda',
        contextTokens: whole.contextTokens,
        kvTypeK: options.kvTypeK,
        kvTypeV: options.kvTypeV,
        estimatedBytes: whole.requiredBytes ?? 0,
        measuredBytes,
        isComplete: true,
      },
    }
  }
  core.profiles.list = (modelId) => profiles.filter((profile) => profile.modelId === modelId)
  keep(core.models.state, {
    models: more.length > 0 ? [...more] : library.map(([, listed]) => listed),
    chosenModelId: more[0]?.id ?? q4.id,
    starter: { phase: 'ready', modelId: q4.id },
  })
  const { value: engine } = core.engine.state
  if (engine.loaded) {
    const loaded = {
      ...engine.loaded,
      modelId: q4.id,
      name: q4.name,
      quantization: q4.quantization,
      backend: 'cuda' as const,
      gpuLayers: 33,
      totalLayers: 33,
      contextTokens: 16_384,
      trainedContextTokens: 131_072,
      profileName: 'Long context',
      memory: {
        residentBytes: Math.round(0.61 * gib),
        mappedBytes: 0,
        vramBytes: Math.round(6.9 * gib),
        isComplete: true,
      },
    }
    const other = { ...loaded, modelId: 'gemma', name: 'Gemma 3 4B Instruct', profileName: null, contextTokens: 8192 }
    keep(core.engine.state, { ...engine, modelId: q4.id, loaded, alsoInMemory: [other] })
  }
  core.downloads.state.set({ downloads: [makeDownload()] })
}

const makers = ['Alpha', 'Beta', 'Gamma', 'Mine']
const sizes = ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M']

/** Gives the app a library of so many models, each a ladder of its own but every tenth, which has five quantizations. */
export function fillWithManyModels(app: FakeWebApp, count: number): void {
  const many: Model[] = []
  for (let number = 0; many.length < count; number += 1) {
    const shape = { ...llama, name: `Model ${makers[number % makers.length]} ${number}` }
    const quantizations = number % 10 === 0 ? sizes : sizes.slice(number % 5, (number % 5) + 1)
    many.push(...quantizations.map((quantization) => model(shape, quantization)).slice(0, count - many.length))
  }
  fillWithModels(app, many)
}

import type { Download } from '#contract/downloads.ts'
import type { FoldersState } from '#contract/folders.ts'
import type { Hardware } from '#contract/hardware.ts'
import type { Fit, FitEstimate, Model, ModelDetails, ModelsState } from '#contract/models.ts'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import type { FakeWebApp } from './fake-web-app.ts'

/*
 * A library as a person may have it, with made-up figures, on a machine with a GPU of 8 GiB: for pictures of the library. What the core
 * would find out on a real machine and on the hub is set from here, and nothing of it was measured.
 */

const gib = 1024 ** 3
const vramFreeBytes = Math.round(7.6 * gib)
const ramFreeBytes = Math.round(22 * gib)

const hardware: Hardware = {
  probedAtMs: 0,
  platform: 'linux-x64',
  osName: 'Linux',
  cpu: { model: 'Test CPU', physicalCores: 8, logicalCores: 16, instructionSets: ['AVX2'], libraryVariant: null },
  ramTotalBytes: 32 * gib,
  ramAvailableBytes: ramFreeBytes,
  backends: [
    {
      id: 'cuda',
      status: 'available',
      problem: null,
      devices: [{ name: 'GeForce RTX 4060', vramTotalBytes: 8 * gib, vramFreeBytes, unifiedMemory: false }],
    },
    { id: 'cpu', status: 'available', problem: null, devices: [] },
  ],
  chosen: { backend: 'cuda', reason: 'gpu-found', params: { backend: 'cuda', gpuName: 'GeForce RTX 4060' } },
}

const bits: Record<string, number> = { BF16: 16, Q8_0: 8.5, Q6_K: 6.6, Q5_K_M: 5.7, Q4_K_M: 4.9, Q3_K_M: 4, Q2_K: 3.2 }

const contextBytes = (tokens: number): number => tokens * 57_344 + 0.52 * gib

/** By plain arithmetic: the weights, and a KV cache that grows with the context. */
const fitOf = (sizeBytes: number, contextTokens = 8192): Fit => {
  const requiredBytes = Math.round(sizeBytes + contextBytes(contextTokens))
  const share = requiredBytes / vramFreeBytes
  const verdict =
    share < 0.93
      ? 'fits'
      : share <= 1
        ? 'tight'
        : requiredBytes < vramFreeBytes + ramFreeBytes
          ? 'partial-offload'
          : 'wont-fit'
  const gpuLayers = Math.min(33, Math.floor(33 / share))
  return { verdict, requiredBytes, availableBytes: vramFreeBytes, contextTokens, gpuLayers, source: 'llama.cpp' }
}

type Family = {
  name: string
  publisher: string
  licence: string
  architecture: string
  /** Billions. */
  parameters: number
  quantizations: string[]
  /** Of the largest quantization in tokens a second; null: not measured. */
  rate: number | null
  change?: Partial<Model>
}

const families: Family[] = [
  {
    name: 'Llama 3.1 8B Instruct',
    publisher: 'Meta',
    licence: 'llama3.1',
    architecture: 'llama',
    parameters: 8.03,
    quantizations: ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'Q2_K'],
    rate: 8.9,
    change: { tags: ['daily'] },
  },
  {
    name: 'Qwen2.5 Coder 7B Instruct',
    publisher: 'Alibaba',
    licence: 'apache-2.0',
    architecture: 'qwen2',
    parameters: 7.62,
    quantizations: ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M'],
    rate: 11.8,
    change: { isFavourite: true, tags: ['code'], hasNotes: true },
  },
  {
    name: 'Gemma 3 4B Instruct',
    publisher: 'Google',
    licence: 'gemma',
    architecture: 'gemma3',
    parameters: 4.3,
    quantizations: ['Q8_0', 'Q6_K', 'Q4_K_M', 'Q3_K_M'],
    rate: 31,
    change: {},
  },
  {
    name: 'SmolLM2 360M Instruct',
    publisher: 'Hugging Face',
    licence: 'apache-2.0',
    architecture: 'llama',
    parameters: 0.36,
    quantizations: ['Q8_0'],
    rate: 240,
    change: {},
  },
  {
    name: 'Mistral Small 3.2 24B',
    publisher: 'Mistral',
    licence: 'apache-2.0',
    architecture: 'llama',
    parameters: 23.6,
    quantizations: ['Q3_K_M'],
    rate: 5.2,
    change: { partCount: 3 },
  },
  {
    name: 'Phi 4 14B',
    publisher: 'Microsoft',
    licence: 'mit',
    architecture: 'phi3',
    parameters: 14.7,
    quantizations: ['Q4_K_M'],
    rate: null,
    change: { isReachable: false, folderId: 'usb' },
  },
]

const chosenName = 'Llama-3.1-8B-Instruct-Q4_K_M.gguf'
const currentOf: Record<string, string> = { 'Qwen2.5 Coder 7B Instruct': 'Q5_K_M', 'Gemma 3 4B Instruct': 'Q4_K_M' }

const modelsOf = (family: Family, order: number): Model[] =>
  family.quantizations.map((quantization) => {
    const weight = bits[quantization] ?? 4.9
    const sizeBytes = Math.round((family.parameters * 1e9 * weight) / 8)
    const fileName = `${family.name.replaceAll(' ', '-')}-${quantization}.gguf`
    const isUsed = fileName === chosenName || quantization === (currentOf[family.name] ?? family.quantizations[0])
    return {
      id: fileName,
      name: family.name,
      fileName,
      path: `/home/me/models/${fileName}`,
      folderId: 'own',
      sizeBytes,
      partCount: 1,
      quantization,
      bitsPerWeight: weight,
      architecture: family.architecture,
      parameterCount: Math.round(family.parameters * 1e9),
      trainedContextTokens: 131_072,
      layerCount: 28,
      hasChatTemplate: true,
      licence: family.licence,
      sha256: quantization === 'Q5_K_M' ? '7e1f3b0c9d4a5e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7' : null,
      ladderId: family.name,
      ladderName: family.name,
      publisher: family.publisher,
      tags: [],
      hasNotes: false,
      isFavourite: false,
      addedAtMs: 0,
      lastUsedAtMs: isUsed ? 1_790_000_000_000 - order * 86_400_000 : null,
      isStarter: false,
      isReachable: true,
      problem: null,
      measuredRate:
        family.rate === null || (!isUsed && quantization.startsWith('Q6'))
          ? null
          : { tokensPerSecond: (family.rate * 8.5) / weight, answers: 12 },
      fit: fitOf(sizeBytes),
      ...family.change,
    }
  })

const broken: Model[] = [
  {
    ...(modelsOf(
      {
        name: 'Tulu 3 8B',
        publisher: 'AI2',
        licence: 'llama3.1',
        architecture: 'llama',
        parameters: 8,
        quantizations: ['Q4_K_M'],
        rate: null,
      },
      9,
    )[0] as Model),
    problem: {
      code: 'MODEL_FILE_TRUNCATED',
      params: { fileName: 'Tulu-3-8B-Q4_K_M.gguf' },
      detail: 'tensor blk.31.ffn_up.weight ends at byte 4,920,734,208 of 4,108,001,280',
    },
  },
]

const showcaseModels = (): Model[] => families.flatMap(modelsOf)

/** The state of the models as the pictures show it. */
export const showcaseState = (models: Model[] = [...showcaseModels(), ...broken]): ModelsState => ({
  models,
  chosenModelId: models.some((model) => model.id === chosenName) ? chosenName : (models[0]?.id ?? null),
  starter: { phase: 'declined' },
})

/** Many models with long names, as a collector has them. */
export const manyModels = (count: number): Model[] =>
  Array.from({ length: count }, (_, index) => {
    const family = families[index % families.length]
    const [first] = family ? modelsOf({ ...family, quantizations: ['Q4_K_M'] }, index) : []
    if (!first) throw new Error('There are no families.')
    const name = `${first.name} Abliterated Merge of the Distilled Preview with a Long Name ${index + 1}`
    return { ...first, id: `many-${index}`, name, ladderId: name, ladderName: name, isReachable: true }
  })

const download = (change: Partial<Download>): Download => ({
  id: 'qwen3',
  name: 'Qwen3 8B',
  quantization: 'Q5_K_M',
  state: 'running',
  label: 'huggingface.co',
  source: { type: 'hugging-face', repository: 'Qwen/Qwen3-8B-GGUF', revision: null },
  files: [{ fileName: 'Qwen3-8B-Q5_K_M.gguf', sizeBytes: 5_850_000_000, receivedBytes: 3_610_000_000, sha256: null }],
  sizeBytes: 5_850_000_000,
  receivedBytes: 3_610_000_000,
  bytesPerSecond: 28_400_000,
  remainingMs: 79_000,
  verification: 'sha256',
  problem: null,
  retryAtMs: null,
  attempts: [],
  isStarter: false,
  modelId: null,
  folder: '/home/me/models',
  createdAtMs: 0,
  endedAtMs: null,
  ...change,
})

const still = { bytesPerSecond: null, remainingMs: null }
const part = (index: number, receivedBytes: number) => ({
  fileName: `Qwen3-235B-A22B-Q2_K-0000${index}-of-00004.gguf`,
  sizeBytes: 21_400_000_000,
  receivedBytes,
  sha256: null,
})

/** A download in each state that it can be in. */
export const showcaseDownloads = (nowMs: number): Download[] => [
  download({}),
  download({
    id: 'parts',
    name: 'Qwen3 235B A22B',
    quantization: 'Q2_K',
    files: [part(1, 21_400_000_000), part(2, 21_400_000_000), part(3, 9_100_000_000), part(4, 0)],
    sizeBytes: 85_600_000_000,
    receivedBytes: 51_900_000_000,
    bytesPerSecond: 11_200_000,
    remainingMs: 3_008_000,
  }),
  download({
    ...still,
    id: 'waiting',
    name: 'Gemma 3 12B Instruct',
    quantization: 'Q4_K_M',
    state: 'waiting',
    sizeBytes: 7_300_000_000,
    receivedBytes: 1_020_000_000,
    problem: { code: 'HUB_RATE_LIMITED', params: { retryAfterS: 42 }, detail: 'HTTP 429 Too Many Requests' },
    retryAtMs: nowMs + 42_000,
  }),
  download({
    ...still,
    id: 'verifying',
    name: 'Llama 3.2 3B Instruct',
    quantization: 'Q6_K',
    state: 'verifying',
    sizeBytes: 2_640_000_000,
    receivedBytes: 2_640_000_000,
  }),
  download({
    ...still,
    id: 'paused',
    name: 'Granite 3.3 8B Instruct',
    quantization: 'Q4_K_M',
    state: 'paused',
    sizeBytes: 4_900_000_000,
    receivedBytes: 2_200_000_000,
  }),
  download({
    ...still,
    id: 'queued',
    name: 'OLMo 2 13B Instruct',
    quantization: 'Q4_K_M',
    state: 'queued',
    sizeBytes: 8_300_000_000,
    receivedBytes: 0,
  }),
  download({
    ...still,
    id: 'failed',
    name: 'Llama 3.3 70B Instruct',
    quantization: 'Q4_K_M',
    state: 'failed',
    receivedBytes: 0,
    endedAtMs: nowMs - 60_000,
    problem: {
      code: 'HUB_GATED',
      params: {
        repository: 'meta-llama/Llama-3.3-70B-Instruct',
        pageUrl: 'https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct',
      },
      detail: 'HTTP 403: Access to model meta-llama/Llama-3.3-70B-Instruct is restricted',
    },
  }),
  download({
    ...still,
    id: 'done',
    name: 'SmolLM2 360M Instruct',
    quantization: 'Q8_0',
    state: 'done',
    modelId: 'SmolLM2-360M-Instruct-Q8_0.gguf',
    endedAtMs: nowMs - 3_600_000,
  }),
  download({
    ...still,
    id: 'cancelled',
    name: 'Falcon 3 10B',
    quantization: 'Q4_K_M',
    state: 'cancelled',
    receivedBytes: 0,
    endedAtMs: nowMs - 7_200_000,
  }),
]

const offered = (parameters: number, rate: number | null, names: string[]): OfferedQuantization[] =>
  names.map((name) => {
    const weight = bits[name] ?? 4.9
    const sizeBytes = Math.round((parameters * 1e9 * weight) / 8)
    const speed = rate === null ? null : (rate * 8.5) / weight
    return {
      name,
      files: [{ path: `model-${name}.gguf`, sizeBytes, sha256: null }],
      sizeBytes,
      bitsPerWeight: weight,
      fit: fitOf(sizeBytes),
      estimatedRate: speed === null ? null : { low: speed * 0.92, high: speed * 1.1 },
      modelId: null,
      downloadId: null,
    }
  })

const offer = (
  change: Partial<OfferedModel> & { parameters: number; rate: number | null; names: string[] },
): OfferedModel => {
  const { parameters, rate, names, ...rest } = change
  return {
    repository: 'bartowski/Llama-3.2-3B-Instruct-GGUF',
    catalogId: null,
    name: 'Llama 3.2 3B Instruct',
    author: 'bartowski',
    descriptionKey: null,
    licence: 'llama3.2',
    gated: 'no',
    likes: 211,
    downloads: 2_410_000,
    updatedAtMs: 1_790_000_000_000,
    architecture: 'llama',
    parameterCount: Math.round(parameters * 1e9),
    contextTokens: 131_072,
    pageUrl: 'https://huggingface.co/bartowski/Llama-3.2-3B-Instruct-GGUF',
    quantizations: offered(parameters, rate, names),
    recommended: names[0] ?? null,
    unchecked: [],
    ...rest,
  }
}

/** What a search for “llama” finds. */
export const showcaseOffers: OfferedModel[] = [
  offer({ parameters: 3.2, rate: 52, names: ['Q6_K', 'Q4_K_M', 'Q3_K_M'] }),
  offer({
    parameters: 8.03,
    rate: 23,
    names: ['Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M', 'Q2_K'],
    recommended: 'Q4_K_M',
    repository: 'nvidia/Llama-3.1-Nemotron-Nano-8B-GGUF',
    name: 'Llama 3.1 Nemotron Nano 8B',
    author: 'nvidia',
    licence: 'nvidia-open-model',
    downloads: 310_000,
  }),
  offer({
    parameters: 8.03,
    rate: 23,
    names: ['Q4_K_M'],
    repository: 'meta-llama/Llama-3.1-8B-Instruct-GGUF',
    name: 'Llama 3.1 8B Instruct',
    author: 'meta-llama',
    gated: 'auto',
    licence: 'llama3.1',
    downloads: 5_200_000,
    pageUrl: 'https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct-GGUF',
  }),
  offer({
    parameters: 13,
    rate: 7,
    names: ['Q4_K_M'],
    repository: 'TheBloke/CodeLlama-13B-Instruct-GGUF',
    name: 'CodeLlama 13B Instruct',
    author: 'TheBloke',
    licence: 'llama2',
    downloads: 980_000,
  }),
  offer({
    parameters: 70,
    rate: null,
    names: ['Q4_K_M'],
    recommended: null,
    repository: 'bartowski/Llama-3.3-70B-Instruct-GGUF',
    name: 'Llama 3.3 70B Instruct',
    licence: 'llama3.3',
    downloads: 1_900_000,
  }),
]

const catalogOffers: OfferedModel[] = [
  offer({
    parameters: 8.03,
    rate: 23,
    names: ['BF16', 'Q8_0', 'Q6_K', 'Q5_K_M', 'Q4_K_M', 'Q3_K_M'],
    recommended: 'Q4_K_M',
    catalogId: 'llama-3.1-8b-instruct',
    repository: 'bartowski/Meta-Llama-3.1-8B-Instruct-GGUF',
    name: 'Llama 3.1 8B Instruct',
    author: 'Meta',
    licence: 'llama3.1',
    gated: 'unknown',
    likes: null,
    downloads: null,
    unchecked: ['sizeBytes', 'sha256'],
  }),
  offer({
    parameters: 7.62,
    rate: 26,
    names: ['BF16', 'Q8_0', 'Q4_K_M', 'Q2_K'],
    recommended: 'Q4_K_M',
    catalogId: 'qwen-coder',
    repository: 'Qwen/Qwen2.5-Coder-7B-Instruct-GGUF',
    name: 'Qwen2.5 Coder 7B Instruct',
    author: 'Alibaba',
    licence: 'apache-2.0',
    likes: null,
    downloads: null,
  }),
  offer({
    parameters: 4.3,
    rate: 38,
    names: ['BF16', 'Q8_0', 'Q5_K_M', 'Q4_K_M', 'Q2_K'],
    recommended: 'Q8_0',
    catalogId: 'gemma',
    repository: 'ggml-org/gemma-3-4b-it-GGUF',
    name: 'Gemma 3 4B Instruct',
    author: 'Google',
    licence: 'gemma',
    gated: 'manual',
    likes: null,
    downloads: null,
    unchecked: ['sha256'],
  }),
  offer({
    parameters: 23.6,
    rate: 4,
    names: ['Q8_0', 'Q6_K', 'Q4_K_M', 'Q3_K_M', 'Q2_K'],
    recommended: 'Q3_K_M',
    catalogId: 'mistral',
    repository: 'unsloth/Mistral-Small-3.2-24B-GGUF',
    name: 'Mistral Small 3.2 24B',
    author: 'Mistral',
    licence: 'apache-2.0',
    likes: null,
    downloads: null,
  }),
  offer({
    parameters: 30.5,
    rate: 30,
    names: ['Q4_K_M', 'Q2_K'],
    recommended: 'Q2_K',
    catalogId: 'qwen3-30b',
    repository: 'Qwen/Qwen3-30B-A3B-GGUF',
    name: 'Qwen3 30B A3B',
    author: 'Alibaba',
    licence: 'apache-2.0',
    likes: null,
    downloads: null,
  }),
]

const foldersState: FoldersState = {
  folders: [
    {
      id: 'own',
      path: '/home/me/.local/share/wattle/models',
      kind: 'own',
      isScanning: false,
      isReachable: true,
      modelCount: 17,
      sizeBytes: 73_600_000_000,
      problem: null,
    },
    {
      id: 'lm',
      path: '/home/me/.lmstudio/models',
      kind: 'lm-studio',
      isScanning: true,
      isReachable: true,
      modelCount: 12,
      sizeBytes: 11_500_000_000,
      problem: null,
    },
    {
      id: 'usb',
      path: '/media/me/Archive/models',
      kind: 'added',
      isScanning: false,
      isReachable: false,
      modelCount: 1,
      sizeBytes: 9_000_000_000,
      problem: null,
    },
  ],
  detected: [
    {
      id: 'ollama',
      kind: 'ollama',
      path: '/usr/share/ollama/.ollama/models',
      modelCount: 4,
      sizeBytes: 14_200_000_000,
    },
  ],
  disk: { freeBytes: 314_000_000_000, totalBytes: 494_000_000_000 },
  hashing: { modelId: 'Gemma-3-4B-Instruct-Q4_K_M.gguf', progress: 0.43, waiting: 6 },
}

const template = `{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}
{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`

const detailsOf = (model: Model): ModelDetails => ({
  modelId: model.id,
  originalName: model.name,
  notes: model.hasNotes ? 'Writes TypeScript that compiles. Weak at regular expressions; ask twice.' : '',
  source: {
    kind: 'hugging-face',
    name: 'Qwen/Qwen2.5-Coder-7B-Instruct-GGUF',
    revision: '13fb94bfd8bc4b1b3e0b9b3b1b5a3a6a34c2c1b2',
    fetchedAtMs: 1_780_000_000_000,
  },
  files: [{ path: model.path, sizeBytes: model.sizeBytes, isReachable: true }],
  headCount: 28,
  kvHeadCount: 4,
  embeddingLength: 3584,
  vocabularySize: 152_064,
  expertCount: null,
  expertUsedCount: null,
  slidingWindowTokens: null,
  tensorTypes: [
    { type: 'Q5_K', tensorCount: 169, elementCount: 5e9, sizeBytes: 3_900_000_000 },
    { type: 'Q6_K', tensorCount: 29, elementCount: 2e9, sizeBytes: 1_540_000_000 },
    { type: 'F32', tensorCount: 141, elementCount: 1e6, sizeBytes: 1_400_000 },
  ],
  tensors: Array.from({ length: 339 }, (_, index) => ({
    name: `blk.${index % 28}.${['attn_q', 'attn_k', 'ffn_up', 'ffn_down'][index % 4]}.weight`,
    type: index < 169 ? 'Q5_K' : index < 198 ? 'Q6_K' : 'F32',
    dimensions: [3584, 18_944],
    sizeBytes: 46_700_000,
  })).map((tensor, index) => ({ ...tensor, name: `${tensor.name}.${index}` })),
  template: {
    source: template,
    sha256: 'a3b1c5d7e9f1a3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3e5f7a9b1c3d5e7f9a1b3',
    differsFrom:
      model.ladderId === 'Gemma 3 4B Instruct'
        ? [{ modelId: 'Gemma-3-4B-Instruct-Q8_0.gguf', name: model.name, quantization: 'Q8_0' }]
        : [],
  },
  metadata: [
    ['general.architecture', 'string', model.architecture, null],
    ['general.name', 'string', model.name, null],
    ['general.file_type', 'uint32', '17', null],
    ['qwen2.context_length', 'uint32', '131072', null],
    ['qwen2.attention.head_count', 'uint32', '28', null],
    ['tokenizer.ggml.tokens', 'array of string', '!, ", #, $, %, &, \', (, ), *, +', 152_064],
    ['tokenizer.chat_template', 'string', template, null],
  ].map(([key, type, value, length]) => ({
    key: String(key),
    type: String(type),
    value: String(value),
    isCut: length !== null,
    length: typeof length === 'number' ? length : null,
  })),
})

const estimate = (model: Model, contextTokens: number): FitEstimate => ({
  ...fitOf(model.sizeBytes, contextTokens),
  totalLayers: 33,
  devices: [
    {
      kind: 'vram',
      weightsBytes: model.sizeBytes,
      kvCacheBytes: contextTokens * 57_344,
      computeBytes: Math.round(0.31 * gib),
      engineBytes: Math.round(0.21 * gib),
      availableBytes: vramFreeBytes,
    },
  ],
  measured: null,
  ownError: null,
})

type Showcase = { models?: Model[]; downloads?: Download[]; folders?: Partial<FoldersState> }

/** Gives the app such a library, the machine that goes with it, a catalogue and a hub that knows five llamas. */
export function fillLibrary({ core }: FakeWebApp, { models, downloads = [], folders = {} }: Showcase = {}): void {
  const state = models ? showcaseState(models) : showcaseState()
  const find = (id: string): Model => {
    const found = state.models.find((model) => model.id === id)
    if (!found) throw new Error(`The showcase has no model ${id}.`)
    return found
  }
  core.hardware.state.set({ phase: 'known', hardware })
  core.models.estimateFit = (id, options) => estimate(find(id), Math.min(options.contextTokens ?? 8192, 131_072))
  core.models.details = async (id) => detailsOf(find(id))
  core.hub.catalog = async () => catalogOffers
  core.hub.search = async ({ query, cursor }) =>
    query === 'llama' && cursor === null ? { models: showcaseOffers, cursor: 'next' } : { models: [], cursor: null }
  core.hub.access = async () => ({
    endpoint: 'https://huggingface.co',
    token: null,
    willKeepIn: 'file',
    tokenPath: '/home/me/.local/share/wattle/hub-token',
    proxy: null,
  })
  core.downloads.state.set({ downloads })
  core.models.state.set(state)
  // Last: the folders tell of themselves anew when the models change.
  core.folders.state.set({ ...foldersState, ...folders })
}

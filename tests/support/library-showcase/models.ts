import type { Model, ModelsState } from '#contract/models.ts'
import { bits, fitOf } from './machine.ts'

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

const tulu: Family = {
  name: 'Tulu 3 8B',
  publisher: 'AI2',
  licence: 'llama3.1',
  architecture: 'llama',
  parameters: 8,
  quantizations: ['Q4_K_M'],
  rate: null,
  change: {
    problem: {
      code: 'MODEL_FILE_TRUNCATED',
      params: { fileName: 'Tulu-3-8B-Q4_K_M.gguf' },
      detail: 'tensor blk.31.ffn_up.weight ends at byte 4,920,734,208 of 4,108,001,280',
    },
  },
}

/** The state of the models as the pictures show it. */
export const showcaseState = (models: Model[] = [...families, tulu].flatMap(modelsOf)): ModelsState => ({
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

import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import { bits, fitOf } from './machine.ts'

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

/** What the showcase's catalogue has. */
export const catalogOffers: OfferedModel[] = [
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

import { contextCapTokens, type KvType, type LoadOptions } from '#contract/engine.ts'

/** One micro-batch of llama.cpp where nobody says otherwise, the size that llama-bench takes too. */
const defaultUbatchTokens = 512

/** ggml's names of the cache's types. */
export const ggmlTypes = {
  f16: 'F16',
  q8_0: 'Q8_0',
  q5_1: 'Q5_1',
  q5_0: 'Q5_0',
  q4_1: 'Q4_1',
  q4_0: 'Q4_0',
} as const

type ChosenOptions = Pick<
  LoadOptions,
  'contextTokens' | 'gpuLayers' | 'flashAttention' | 'kvTypeK' | 'kvTypeV' | 'ubatchTokens' | 'mmap'
>

/** Load options in node-llama-cpp's terms, the same for a load and for its simulation. */
export function loadChoices(options: ChosenOptions) {
  // llama.cpp refuses a quantized V cache without flash attention; f16 loses nothing, and the state says what is in force.
  const kvTypeV: KvType = options.flashAttention === 'off' ? 'f16' : options.kvTypeV
  return {
    gpuLayers: options.gpuLayers ?? { fitContext: { contextSize: options.contextTokens ?? contextCapTokens } },
    flashAttention: options.flashAttention === 'auto' ? ('auto' as const) : options.flashAttention === 'on',
    kvTypeK: options.kvTypeK,
    kvTypeV,
    useMmap: options.mmap === 'auto' ? ('auto' as const) : options.mmap === 'on',
    ubatchTokens: options.ubatchTokens ?? defaultUbatchTokens,
  }
}

import type { EngineState, KvType, LoadOptions } from '#contract/engine.ts'

/** The KV cache types that the picker offers; the settings have them all. */
export const pickerKvTypes = ['f16', 'q8_0', 'q4_0'] as const satisfies readonly KvType[]

/** The options that the picker begins with: those of the settings, and for the model in the engine what it was loaded with. */
export const initialOptions = (
  modelId: string,
  defaults: LoadOptions,
  engine: Pick<EngineState, 'loaded'> | undefined,
): LoadOptions => {
  const loaded = engine?.loaded
  if (!loaded || loaded.modelId !== modelId) return defaults
  const { contextTokens, kvTypeK, kvTypeV } = loaded
  return { ...defaults, contextTokens, kvTypeK, kvTypeV }
}

/** Both halves of the KV cache at one type. llama.cpp quantizes V only with flash attention, so that must not be off. */
export const withKvType = (options: LoadOptions, type: KvType): LoadOptions => ({
  ...options,
  kvTypeK: type,
  kvTypeV: type,
  flashAttention: type !== 'f16' && options.flashAttention === 'off' ? 'auto' : options.flashAttention,
})

import type { KvType, LoadOptions } from '#contract/engine.ts'

/** The KV cache types that the picker offers; the settings have them all. */
export const pickerKvTypes = ['f16', 'q8_0', 'q4_0'] as const satisfies readonly KvType[]

/** Both halves of the KV cache at one type. llama.cpp quantizes V only with flash attention, so that must not be off. */
export const withKvType = (options: LoadOptions, type: KvType): LoadOptions => ({
  ...options,
  kvTypeK: type,
  kvTypeV: type,
  flashAttention: type !== 'f16' && options.flashAttention === 'off' ? 'auto' : options.flashAttention,
})

import type { FlashAttention, LabKvType } from '#contract/lab/plan.ts'

/** `enum ggml_type`. */
export const kvTypeNumbers: Readonly<Record<LabKvType, number>> = {
  f32: 0,
  f16: 1,
  q4_0: 2,
  q4_1: 3,
  q5_0: 6,
  q5_1: 7,
  q8_0: 8,
  iq4_nl: 20,
  bf16: 30,
}

/** `enum llama_flash_attn_type`. */
export const flashAttentionNumbers: Readonly<Record<FlashAttention, number>> = { auto: -1, off: 0, on: 1 }

import koffi from 'koffi'
import { z } from 'zod'
import { checkedDefaults, spareBytes } from './checked-defaults.ts'
import type { Llama } from './open-llama.ts'

/** `struct llama_context_params`. */
export const contextParams = koffi.struct({
  n_ctx: 'uint32_t',
  n_batch: 'uint32_t',
  n_ubatch: 'uint32_t',
  n_seq_max: 'uint32_t',
  n_rs_seq: 'uint32_t',
  n_outputs_max: 'uint32_t',
  n_outputs_max_per_seq: 'uint32_t',
  n_threads: 'int32_t',
  n_threads_batch: 'int32_t',
  ctx_type: 'int',
  rope_scaling_type: 'int',
  pooling_type: 'int',
  attention_type: 'int',
  flash_attn_type: 'int',
  rope_freq_base: 'float',
  rope_freq_scale: 'float',
  yarn_ext_factor: 'float',
  yarn_attn_factor: 'float',
  yarn_beta_fast: 'float',
  yarn_beta_slow: 'float',
  yarn_orig_ctx: 'uint32_t',
  defrag_thold: 'float',
  cb_eval: 'void *',
  cb_eval_user_data: 'void *',
  type_k: 'int',
  type_v: 'int',
  abort_callback: 'void *',
  abort_callback_data: 'void *',
  embeddings: 'bool',
  offload_kqv: 'bool',
  no_perf: 'bool',
  op_offload: 'bool',
  swa_full: 'bool',
  kv_unified: 'bool',
  samplers: 'void *',
  n_samplers: 'size_t',
  ctx_other: 'void *',
  spare: koffi.array('uint8_t', spareBytes),
})

/** `GGML_TYPE_F16`. */
const halfPrecision = 1

export const contextDefaultsSchema = z.looseObject({
  n_ctx: z.literal(512),
  n_batch: z.literal(2048),
  n_ubatch: z.literal(512),
  n_seq_max: z.literal(1),
  n_rs_seq: z.literal(0),
  n_outputs_max: z.literal(0),
  n_outputs_max_per_seq: z.literal(1),
  n_threads: z.literal(4),
  n_threads_batch: z.literal(4),
  ctx_type: z.literal(0),
  rope_scaling_type: z.literal(-1),
  pooling_type: z.literal(-1),
  attention_type: z.literal(-1),
  flash_attn_type: z.literal(-1),
  rope_freq_base: z.literal(0),
  rope_freq_scale: z.literal(0),
  yarn_ext_factor: z.literal(-1),
  yarn_attn_factor: z.literal(-1),
  yarn_beta_fast: z.literal(-1),
  yarn_beta_slow: z.literal(-1),
  yarn_orig_ctx: z.literal(0),
  defrag_thold: z.literal(-1),
  cb_eval: z.null(),
  cb_eval_user_data: z.null(),
  type_k: z.literal(halfPrecision),
  type_v: z.literal(halfPrecision),
  abort_callback: z.null(),
  abort_callback_data: z.null(),
  embeddings: z.literal(false),
  offload_kqv: z.literal(true),
  no_perf: z.literal(true),
  op_offload: z.literal(true),
  swa_full: z.literal(true),
  kv_unified: z.literal(false),
  samplers: z.null(),
  n_samplers: z.literal(0),
  ctx_other: z.null(),
})
export type ContextParams = z.infer<typeof contextDefaultsSchema>

/** Faults: LAB_LIBRARY_MISMATCH (detail). */
export function defaultContextParams({ llama }: Llama): ContextParams {
  const defaults: unknown = llama.func('llama_context_default_params', contextParams, [])()
  return checkedDefaults('llama_context_params', contextDefaultsSchema, defaults)
}

import koffi from 'koffi'
import { z } from 'zod'
import { checkedDefaults, spareBytes } from './checked-defaults.ts'
import type { Llama } from './open-llama.ts'

/** `struct llama_model_params`. */
export const modelParams = koffi.struct({
  devices: 'void *',
  tensor_buft_overrides: 'void *',
  n_gpu_layers: 'int32_t',
  split_mode: 'int',
  load_mode: 'int',
  lazy_mode: 'int',
  main_gpu: 'int32_t',
  tensor_split: 'void *',
  progress_callback: 'void *',
  progress_callback_user_data: 'void *',
  kv_overrides: 'void *',
  vocab_only: 'bool',
  check_tensors: 'bool',
  use_extra_bufts: 'bool',
  no_host: 'bool',
  no_alloc: 'bool',
  load_mtp: 'bool',
  spare: koffi.array('uint8_t', spareBytes),
})

export const modelDefaultsSchema = z.looseObject({
  devices: z.null(),
  tensor_buft_overrides: z.null(),
  n_gpu_layers: z.literal(-1),
  split_mode: z.literal(1),
  load_mode: z.literal(-1),
  lazy_mode: z.literal(1),
  main_gpu: z.literal(0),
  tensor_split: z.null(),
  progress_callback: z.null(),
  progress_callback_user_data: z.null(),
  kv_overrides: z.null(),
  vocab_only: z.literal(false),
  check_tensors: z.literal(false),
  use_extra_bufts: z.literal(true),
  no_host: z.literal(false),
  no_alloc: z.literal(false),
  load_mtp: z.literal(false),
})
export type ModelParams = z.infer<typeof modelDefaultsSchema>

/** Faults: LAB_LIBRARY_MISMATCH (detail). */
export function defaultModelParams({ llama }: Llama): ModelParams {
  const defaults: unknown = llama.func('llama_model_default_params', modelParams, [])()
  return checkedDefaults('llama_model_params', modelDefaultsSchema, defaults)
}

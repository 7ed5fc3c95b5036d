import koffi from 'koffi'
import { z } from 'zod'
import { checkedDefaults, spareBytes } from './checked-defaults.ts'
import type { Llama } from './open-llama.ts'

/** `enum ggml_type` of the release that Wattle knows has so many. */
const typeCount = 43
const bufferBytes = 8 * 1024 ** 3
/** What is left of it where a size has 32 bits. */
const overflownBytes = 0

/** `struct llama_model_quantize_params`. */
export const quantizeParams = koffi.struct({
  nthread: 'int32_t',
  ftype: 'int',
  output_tensor_type: 'int',
  token_embedding_type: 'int',
  allow_requantize: 'bool',
  quantize_output_tensor: 'bool',
  only_copy: 'bool',
  pure: 'bool',
  keep_split: 'bool',
  dry_run: 'bool',
  imatrix: 'void *',
  kv_overrides: 'void *',
  tt_overrides: 'void *',
  prune_layers: 'void *',
  max_buf_size: 'size_t',
  spare: koffi.array('uint8_t', spareBytes),
})

export const quantizeDefaultsSchema = z.looseObject({
  nthread: z.literal(0),
  ftype: z.literal(7),
  output_tensor_type: z.literal(typeCount),
  token_embedding_type: z.literal(typeCount),
  allow_requantize: z.literal(false),
  quantize_output_tensor: z.literal(true),
  only_copy: z.literal(false),
  pure: z.literal(false),
  keep_split: z.literal(false),
  dry_run: z.literal(false),
  imatrix: z.null(),
  kv_overrides: z.null(),
  tt_overrides: z.null(),
  prune_layers: z.null(),
  max_buf_size: z.literal([bufferBytes, overflownBytes]),
})
export type QuantizeParams = z.infer<typeof quantizeDefaultsSchema>

/** Faults: LAB_LIBRARY_MISMATCH (detail). */
export function defaultQuantizeParams({ llama }: Llama): QuantizeParams {
  const defaults: unknown = llama.func('llama_model_quantize_default_params', quantizeParams, [])()
  return checkedDefaults('llama_model_quantize_params', quantizeDefaultsSchema, defaults)
}

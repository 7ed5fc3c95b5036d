import koffi from 'koffi'
import { z } from 'zod'
import { checkedDefaults } from './checked-defaults.ts'
import type { Llama } from './open-llama.ts'

/** `struct llama_batch`. Where all but the tokens is null, they follow what the context holds, and the last alone has logits. */
export const batch = koffi.struct({
  n_tokens: 'int32_t',
  token: 'int32_t *',
  embd: 'void *',
  pos: 'int32_t *',
  n_seq_id: 'int32_t *',
  seq_id: 'void *',
  logits: 'int8_t *',
})

const probedTokens = 7
const probeSchema = z.object({
  n_tokens: z.literal(probedTokens),
  token: z.unknown().refine((value) => value !== null),
  embd: z.null(),
  pos: z.null(),
  n_seq_id: z.null(),
  seq_id: z.null(),
  logits: z.null(),
})

/** Asks the library for a batch that it fills in itself. Faults: LAB_LIBRARY_MISMATCH (detail). */
export function checkBatch({ llama }: Llama): void {
  const getOne = llama.func('llama_batch_get_one', batch, ['int32_t *', 'int32_t'])
  checkedDefaults('llama_batch', probeSchema, getOne(new Int32Array(probedTokens), probedTokens))
}

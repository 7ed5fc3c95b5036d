import koffi from 'koffi'
import { z } from 'zod'
import { checkedDefaults, spareBytes } from './checked-defaults.ts'
import type { Llama } from './open-llama.ts'

const mostThreads = 512

/** `struct ggml_threadpool_params`. */
export const threadpoolParams = koffi.struct({
  cpumask: koffi.array('uint8_t', mostThreads, 'Typed'),
  n_threads: 'int',
  prio: 'int',
  poll: 'uint32_t',
  strict_cpu: 'bool',
  paused: 'bool',
  spare: koffi.array('uint8_t', spareBytes),
})

/** llama-bench's own values: a poll level of 50, an ordinary priority, no processor chosen. */
const defaultsSchema = z.looseObject({
  cpumask: z.instanceof(Uint8Array).refine((mask) => mask.every((bit) => bit === 0), 'a processor is chosen'),
  n_threads: z.number(),
  prio: z.literal(0),
  poll: z.literal(50),
  strict_cpu: z.literal(false),
  paused: z.literal(false),
})
export type ThreadpoolParams = z.infer<typeof defaultsSchema>

/** Faults: LAB_LIBRARY_MISMATCH (detail). */
export function defaultThreadpoolParams({ ggmlBase }: Llama, threads: number): ThreadpoolParams {
  const defaults: unknown = ggmlBase.func('ggml_threadpool_params_default', threadpoolParams, ['int'])(threads)
  const schema = defaultsSchema.extend({ n_threads: z.literal(threads) })
  return checkedDefaults('ggml_threadpool_params', schema, defaults)
}

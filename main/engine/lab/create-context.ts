import { basename } from 'node:path'
import { Fault } from '../../core/fault.ts'
import type { LabModel } from './lab-model.ts'
import { contextParams, defaultContextParams } from './llama/context-params.ts'
import { flashAttentionNumbers, kvTypeNumbers } from './llama/kv-types.ts'
import { createThreadpool } from './llama/threadpool.ts'

/** A context with its KV cache and threads. */
export type LabContext = { pointer: unknown; free(): void }

/** llama.cpp's words for memory that it did not get. */
const noMemory =
  /unable to allocate|failed to allocate|out of memory|OutOfDeviceMemory|cudaMalloc failed|alloc.* buffer|bad_alloc/i

/**
 * A context of so many tokens, with the model's parameters, as llama-bench makes it. `change` is laid over them. Faults: OUT_OF_MEMORY,
 * LAB_PARAMETERS_REFUSED (params.label, detail), LAB_LIBRARY_MISMATCH (detail).
 */
export function createContext(
  model: LabModel,
  contextTokens: number,
  change: Partial<Record<'n_batch' | 'n_ubatch' | 'n_seq_max', number>> = {},
): LabContext {
  const { log, parameters } = model
  const { llama } = model.llama
  log.clear()
  const pointer: unknown = llama.func('llama_init_from_model', 'void *', ['void *', contextParams])(model.pointer, {
    ...defaultContextParams(model.llama),
    n_ctx: contextTokens,
    n_batch: parameters.batchTokens,
    n_ubatch: parameters.microBatchTokens,
    type_k: kvTypeNumbers[parameters.kvTypeK],
    type_v: kvTypeNumbers[parameters.kvTypeV],
    flash_attn_type: flashAttentionNumbers[parameters.flashAttention],
    swa_full: false,
    ...change,
  })
  if (pointer === null) throw refused(model)
  const threadpool = createThreadpool(model.llama, parameters.threads)
  llama.func('llama_attach_threadpool', 'void', ['void *', 'void *', 'void *'])(pointer, threadpool.pointer, null)
  llama.func('llama_set_n_threads', 'void', ['void *', 'int32_t', 'int32_t'])(
    pointer,
    parameters.threads,
    parameters.threads,
  )
  const freeContext = llama.func('llama_free', 'void', ['void *'])
  return {
    pointer,
    free: () => {
      freeContext(pointer)
      threadpool.free()
    },
  }
}

/** What llama.cpp would not do, in its own words. */
export function refused({ path, log }: Pick<LabModel, 'path' | 'log'>, doing = 'llama.cpp made no context'): Fault {
  const detail = [doing, ...log.complaints()].join('\n')
  if (noMemory.test(detail)) return new Fault('OUT_OF_MEMORY', { params: { fileName: basename(path) }, detail })
  return new Fault('LAB_PARAMETERS_REFUSED', { params: { label: basename(path) }, detail })
}

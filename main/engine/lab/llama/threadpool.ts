import koffi from 'koffi'
import type { Llama } from './open-llama.ts'
import { defaultThreadpoolParams, threadpoolParams } from './threadpool-params.ts'

const cpuDevice = 0
const newProto = koffi.proto('void *', [koffi.pointer(threadpoolParams)])
const freeProto = koffi.proto('void', ['void *'])

/** ggml's threads, kept from graph to graph. Without them llama.cpp makes new ones for each token. */
export type Threadpool = { pointer: unknown; free(): void }

/** As llama-bench makes it. Faults: LAB_LIBRARY_MISMATCH (detail). */
export function createThreadpool(llama: Llama, threads: number): Threadpool {
  const { ggml, ggmlBase } = llama
  const params = defaultThreadpoolParams(llama, threads)
  const device: unknown = ggml.func('ggml_backend_dev_by_type', 'void *', ['int'])(cpuDevice)
  const registry: unknown = ggmlBase.func('ggml_backend_dev_backend_reg', 'void *', ['void *'])(device)
  const find = ggmlBase.func('ggml_backend_reg_get_proc_address', 'void *', ['void *', 'str'])
  const pointer: unknown = koffi.call(find(registry, 'ggml_threadpool_new'), newProto, params)
  if (pointer === null) throw new Error(`ggml made no pool of ${threads} threads`)
  return { pointer, free: () => koffi.call(find(registry, 'ggml_threadpool_free'), freeProto, pointer) }
}

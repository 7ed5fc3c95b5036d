import koffi, { type LibraryHandle } from 'koffi'
import type { BackendId } from '#contract/hardware.ts'
import { findLibraries } from './find-libraries.ts'

/**
 * llama.cpp's own libraries, opened in this process. Whoever needs a function declares it where it is used, next to the structures that it
 * takes: `llama.func('llama_n_ctx', 'uint32_t', ['void *'])`. A structure that llama.cpp takes has a file of its own, named after it, with
 * its layout, what the library must say of its defaults, and `checkedDefaults` between the two before it is used at all.
 */
export type Llama = { ggmlBase: LibraryHandle; ggml: LibraryHandle; llama: LibraryHandle; common: LibraryHandle }

/** A piece of a line of llama.cpp's log, with ggml's level: 1 debug, 2 information, 3 warning, 4 error, 5 goes on with the line before. */
export type LogPieces = (level: number, text: string) => void

/** koffi calls C on a stack of its own, which is small. This is what the main thread of a program has. */
const stackBytes = 8 * 1024 * 1024

const logCallback = koffi.proto('void', ['int', 'str', 'void *'])

/**
 * Opens the libraries for a backend, once in a process. `onLog` is called on this thread: at once where it is in llama.cpp itself, else
 * through the event loop. Faults: ENGINE_NOT_STARTED (params.backend, detail).
 */
export function openLlama(backend: BackendId, onLog: LogPieces): Llama {
  const files = findLibraries(backend)
  koffi.config({ sync_stack_size: stackBytes, async_stack_size: stackBytes })
  // In the order of their needs, and for all: each library finds those before it by name.
  const ggmlBase = koffi.load(files.ggmlBase, { global: true })
  const ggml = koffi.load(files.ggml, { global: true })
  const llama = koffi.load(files.llama, { global: true })
  const common = koffi.load(files.common, { global: true })
  const callback = koffi.register((level: number, text: string) => onLog(level, text), koffi.pointer(logCallback))
  llama.func('llama_log_set', 'void', [koffi.pointer(logCallback), 'void *'])(callback, null)
  const loadBackends = ggml.func('ggml_backend_load_all_from_path', 'void', ['str'])
  const countDevices = ggml.func('ggml_backend_dev_count', 'size_t', [])
  loadBackends(files.folder)
  // The CPU is one device: nothing beside it means that the driver is older than the library for it.
  if (backend !== 'cpu' && files.fallbackFolder !== null && countDevices() < 2) loadBackends(files.fallbackFolder)
  llama.func('llama_backend_init', 'void', [])()
  return { ggmlBase, ggml, llama, common }
}
